using System.Text.Json;

namespace Platform.Dataset.Formats;

/// <summary>How a format writes solutions.</summary>
/// <param name="Write">
/// Writes the record of one solution; returns null, or the reason why the format cannot express the solution
/// (<see cref="Unwritten"/>).
/// </param>
internal sealed record SolutionWriter(Func<Utf8JsonWriter, ExportedSolution, Neutral?, string?> Write)
{
    /// <summary>How records make a file, unless the export chooses another way.</summary>
    public RecordLayout Layout { get; init; } = RecordLayout.Lines;

    /// <summary>True if each labeller and generation has a record of its own; otherwise the latest labels are written.</summary>
    public bool LinePerLabelling { get; init; }

    /// <summary>True if the writer needs the labels of alternatives.</summary>
    public bool Alternatives { get; init; }

    /// <summary>True if the format can say that a step is neutral, so that no policy is needed.</summary>
    public bool NeutralIsAClass { get; init; }

    /// <summary>True if the writer takes labels that are fractions: it writes them, or leaves steps unlabelled.</summary>
    public bool Fractions { get; init; }

    /// <summary>True if the steps behind the last labelled one are left out.</summary>
    public bool LabelledStepsOnly { get; init; }

    /// <summary>True if the writer needs scores.</summary>
    public bool Scores { get; init; }
}

/// <summary>How records are laid out in a file.</summary>
internal enum RecordLayout
{
    /// <summary>One record per line.</summary>
    Lines,

    /// <summary>One JSON array.</summary>
    Array,

    /// <summary>One JSON object from the key of a problem to the array of its records.</summary>
    Groups,

    /// <summary>One line per problem with the array of its solutions; problems without solutions, too.</summary>
    Problems,

    /// <summary>A Parquet file, one row per record.</summary>
    Parquet,
}

/// <summary>What a neutral label becomes in a format of two classes.</summary>
internal enum Neutral
{
    Positive,
    Negative,

    /// <summary>Solutions with a neutral label are left out.</summary>
    Drop,
}

/// <summary>Why a format cannot express a solution; an export counts them.</summary>
internal static class Unwritten
{
    public const string Unlabelled = "no step is labelled";
    public const string Fraction = "a label is a fraction, and no cut is given";
    public const string Neutral = "a label is neutral";
    public const string NeutralUndecided = "a label is neutral and no policy is given";
    public const string PartlyLabelled = "no labelled step is wrong and not every step is labelled";
    public const string Unjudged = "the final answer has no verdict";
    public const string Unscored = "no model has scored it";
    public const string HoldsTag = "its text holds the format's step tag";
    public const string NoReference = "the problem has no reference answer";
}
