using Platform.Synthetic;
using Platform.Synthetic.Game24;

namespace Platform.Dataset.Labels;

/// <summary>The exact oracles as one labeller; the oracle that recognises the statement labels the solution.</summary>
internal static class Oracle
{
    /// <summary>Versioned names; labels of other versions are not changed.</summary>
    public static readonly string[] Labellers = [Game24Oracle.Labeller, SyntheticProblems.Labeller];

    /// <summary>Returns null if no oracle recognises the statement.</summary>
    public static (string Labeller, OracleLabels Labels)? Judge(string statement, IReadOnlyList<string> steps) =>
        Game24Oracle.Judge(statement, steps) is { } game24 ? (Game24Oracle.Labeller, game24)
        : SyntheticProblems.Judge(statement, steps) is { } synthetic ? (SyntheticProblems.Labeller, synthetic)
        : null;
}
