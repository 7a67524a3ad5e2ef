using System.Text.RegularExpressions;
using Platform.Contracts;

namespace Platform.Dataset.Pools;

/// <summary>A fault that every line of a file has is a fault of the file, and one error.</summary>
internal static partial class SharedFaults
{
    private const int Few = 10;

    /// <summary>Merges errors of one kind that all lines have; the others stay as they are.</summary>
    /// <param name="errors">The errors of a file, in any order.</param>
    /// <param name="lines">The number of its lines.</param>
    /// <param name="nothing">True if nothing was imported; otherwise, each of a few lines has its own error.</param>
    public static IReadOnlyList<ImportError> Merge(IReadOnlyList<ImportError> errors, int lines, bool nothing)
    {
        if (lines < (nothing ? 2 : Few) || errors.Count < lines)
        {
            return errors;
        }

        List<ImportError> merged = [];
        foreach (var kind in errors.GroupBy(e => Kind(e.Reason)))
        {
            var first = kind.MinBy(e => e.Line)!;
            if (kind.Select(e => e.Line).Distinct().Count() == lines)
            {
                merged.Add(first with { Reason = $"{first.Reason}; the same holds for all {lines:N0} lines" });
            }
            else
            {
                merged.AddRange(kind);
            }
        }
        return merged;
    }

    /// <summary>What is wrong, without what differs from line to line: places, numbers and quotations.</summary>
    private static string Kind(string reason) => Particular().Replace(reason, "");

    [GeneratedRegex(@"; got .*|\([^)]*\)|'[^']*'|[0-9.,-]+")]
    private static partial Regex Particular();
}
