namespace Platform.Kernels.Labelling;

/// <summary>
/// The candidates in columns, one entry each. Their order means nothing: a candidate is identified by its problem's key and
/// its sample.
/// </summary>
/// <param name="Keys">The key of each problem; keys differ.</param>
/// <param name="Problem">Index of the candidate's problem in <paramref name="Keys"/>.</param>
/// <param name="Sample">Its sample number, different for the candidates of one problem.</param>
/// <param name="Subject">Its subject, 0 to S - 1.</param>
/// <param name="Verdict">1 right, 0 wrong, -1 unknown.</param>
/// <param name="Score">Higher is more convincing; never NaN.</param>
/// <param name="Uncertainty">Higher is less certain; never NaN. Read by <see cref="LabellingPolicy.Uncertain"/> only.</param>
public sealed record LabellingPool(
    string[] Keys,
    int[] Problem,
    int[] Sample,
    int[] Subject,
    sbyte[] Verdict,
    double[] Score,
    double[] Uncertainty
)
{
    /// <summary>Number of candidates.</summary>
    public int Count => Problem.Length;
}
