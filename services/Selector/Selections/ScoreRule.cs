using Platform.Contracts;
using Platform.Kernels.Labelling;
using Platform.Kernels.Selection;

namespace Platform.Selector.Selections;

/// <summary>How a selection turns the probabilities of its models into one score and one uncertainty.</summary>
internal sealed class ScoreRule(SubmitSelection request, IReadOnlyList<ModelLineage> models)
{
    private readonly ClassColumns[] _classes = [.. models.Select(m => ClassColumns.Named(m.Classes))];
    private readonly bool[] _whole = [.. models.Select(m => m.Kind == "outcome")];

    private readonly StepAggregation _aggregation = Enum.Parse<StepAggregation>(
        (request.Aggregation ?? ScoreAggregation.Product).ToString()
    );

    private readonly NeutralPolicy _neutral =
        request.Neutral == NeutralSteps.Negative ? NeutralPolicy.Negative : NeutralPolicy.Positive;

    private readonly bool _uncertain = request.Policy == SelectionPolicy.Uncertain;

    public int Models => _classes.Length;

    /// <summary>Number of classes of a model.</summary>
    public int Classes(int model) => _classes[model].Count;

    /// <summary>Log of a model's score of one solution; NaN if it has none.</summary>
    public double Score(int model, ReadOnlySpan<double> rows)
    {
        if (rows.IsEmpty)
        {
            return double.NaN;
        }
        // The score of a whole solution is that of its only step.
        return _whole[model]
            ? StepScores.Of(rows[^_classes[model].Count..], _classes[model], _neutral).Last
            : StepScores.Of(rows, _classes[model], _neutral)[_aggregation];
    }

    /// <summary>
    /// The log of the mean score, and the uncertainty: the mean entropy of the steps for one model, the standard deviation
    /// of the scores for several; 0 if the policy does not need it.
    /// </summary>
    /// <param name="logs">The log of each model's score; a missing one is NaN.</param>
    /// <param name="rows">The first model's probabilities.</param>
    public (double Score, double Uncertainty) Of(ReadOnlySpan<double> logs, ReadOnlySpan<double> rows)
    {
        if (logs.Length == 1)
        {
            return (logs[0], _uncertain && !double.IsNaN(logs[0]) ? StepEntropy.Mean(rows, _classes[0].Count) : 0);
        }
        double mean = 0;
        foreach (double log in logs)
        {
            mean += Math.Exp(log) / logs.Length;
        }
        double variance = 0;
        foreach (double log in logs)
        {
            variance += (Math.Exp(log) - mean) * (Math.Exp(log) - mean) / logs.Length;
        }
        return (Math.Log(mean), Math.Sqrt(variance));
    }
}
