using System.Globalization;

namespace Platform.Contracts;

/// <summary>Counts in sentences for people.</summary>
public static class Counted
{
    /// <summary>For example <c>1 step</c> and <c>1,200 steps</c>.</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The singular.</param>
    /// <param name="many">The plural; the singular followed by <c>s</c> if absent.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");
}
