using System.Text.Json.Serialization;

namespace Platform.Contracts;

/// <summary>How an evaluation compares process models with step labels.</summary>
/// <param name="Labellers">
/// Whose labels; a labeller's name, or the part before <c>:</c> for all labellers that begin with it; <c>anyone</c> stands
/// for every labeller. Each is compared by itself. If absent or empty: <c>file</c> if labels were imported with the pool,
/// otherwise the labeller of the most solutions.
/// </param>
/// <param name="Threshold">A step is predicted wrong if P(correct) is under this number, 0 to 1; 0.5 if absent.</param>
/// <param name="ThresholdFrom">
/// A subject instead: the threshold is the one with the highest first-error F1 on the problems of this subject, for every
/// model and labeller by itself.
/// </param>
/// <param name="LabelCut">
/// A step whose label is a fraction is right if the fraction is at least this number, above 0 and up to 1; 0.5 if absent.
/// </param>
public sealed record StepOptions(
    IReadOnlyList<string>? Labellers = null,
    double? Threshold = null,
    string? ThresholdFrom = null,
    double? LabelCut = null
)
{
    /// <summary>Threshold if none is given.</summary>
    public const double DefaultThreshold = 0.5;

    /// <summary>Cut if none is given.</summary>
    public const double DefaultLabelCut = 0.5;
}

/// <summary>How a labeller's numbers were read.</summary>
/// <param name="Scale">What they are.</param>
/// <param name="Cut">The fraction from which a step is right; null for ratings.</param>
public sealed record LabelReading(LabelScale Scale, double? Cut);

/// <summary>What the numbers of a labeller are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LabelScale>))]
public enum LabelScale
{
    /// <summary>-1, 0 and 1: wrong, neutral and right.</summary>
    [JsonStringEnumMemberName("ratings")]
    Ratings,

    /// <summary>Fractions from 0 to 1, such as the share of completions that were right; -1 counts as 0.</summary>
    [JsonStringEnumMemberName("fractions")]
    Fractions,

    /// <summary>Numbers from -1 to 1, among them some between -1 and 0: x is the fraction (1 + x) / 2.</summary>
    [JsonStringEnumMemberName("signed")]
    Signed,
}
