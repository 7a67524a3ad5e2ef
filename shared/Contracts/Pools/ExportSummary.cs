namespace Platform.Contracts;

/// <summary>
/// What an export wrote: the header <see cref="Header"/> of its response, in JSON, and the file beside an exported file.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Revision">The pool's revision.</param>
/// <param name="Format">The format.</param>
/// <param name="Layout"><c>lines</c>, <c>json</c> or <c>parquet</c>.</param>
/// <param name="Labeller">Labeller of the labels, as asked for.</param>
/// <param name="Neutral">
/// <c>positive</c>, <c>negative</c> or <c>drop</c>; <c>kept</c> if the format has a neutral class; null if no policy was given
/// and none was needed.
/// </param>
/// <param name="LabelCut">
/// The fraction from which a step was written as right; null if fractions stayed fractions, or there are none.
/// </param>
/// <param name="Models">Models whose scores were written.</param>
/// <param name="Filters">The filters, by the name of their option.</param>
/// <param name="Records">Records written.</param>
/// <param name="Problems">Problems with a record.</param>
/// <param name="NeutralLabels">Neutral labels among the steps of the written records.</param>
/// <param name="UnlabelledSteps">Steps left out of records because they have no label.</param>
/// <param name="LeftOut">Solutions and labels that were left out, by reason.</param>
/// <param name="Overlap">Problems that are in a pool of the filter not-in, by pool.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Sha256">SHA-256 of the file.</param>
public sealed record ExportSummary(
    string Pool,
    long Revision,
    string Format,
    string Layout,
    string Labeller,
    string? Neutral,
    double? LabelCut,
    IReadOnlyList<string> Models,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Filters,
    long Records,
    long Problems,
    long NeutralLabels,
    long UnlabelledSteps,
    IReadOnlyDictionary<string, long> LeftOut,
    IReadOnlyDictionary<string, long> Overlap,
    long Bytes,
    string Sha256
)
{
    /// <summary>Name of the response header with this summary.</summary>
    public const string Header = "Export-Summary";
}
