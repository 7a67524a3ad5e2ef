using Platform.Contracts;

namespace Platform.Selector.Selections;

/// <summary>Why a solution cannot be chosen, in the order in which reasons are looked for.</summary>
internal enum LeftOut
{
    /// <summary>It can be chosen.</summary>
    No,

    /// <summary>A pool that the selection excludes has its problem.</summary>
    Excluded,

    /// <summary>Its problem is used for quality control.</summary>
    Control,

    /// <summary>It does not end in an answer.</summary>
    NoAnswer,

    /// <summary>Its answer is not known to be right or wrong, and the policy needs to know.</summary>
    NoVerdict,

    /// <summary>A model has no score for it.</summary>
    NoScore,

    /// <summary>A solution with its text has labels already.</summary>
    Labelled,

    /// <summary>It has the text of an earlier sample.</summary>
    Duplicate,
}

internal static class LeftOutNames
{
    private static readonly string[] Names =
    [
        "",
        "excluded problem",
        "control problem",
        "no answer",
        "no verdict",
        "no score",
        "labelled already",
        "duplicate",
    ];

    /// <summary>Counts by reason, as the report has them.</summary>
    public static IReadOnlyList<LeftOutSolutions> Counts(int[] counts) =>
        [
            .. counts
                .Index()
                .Where(c => c.Index > 0 && c.Item > 0)
                .Select(c => new LeftOutSolutions(Names[c.Index], c.Item)),
        ];
}
