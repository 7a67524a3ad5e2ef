using Platform.Contracts;

namespace Platform.Dataset.Quality;

/// <summary>Decides whether marks of gold can be stored.</summary>
internal static class GoldMarks
{
    private const int MostReasons = 20;

    /// <summary>Returns the reasons against the marks, each with its place; empty if they can be stored.</summary>
    /// <param name="marks">The marks.</param>
    /// <param name="steps">Number of steps of a solution by key and sample; null if there is no such solution.</param>
    public static IReadOnlyList<string> Reasons(IReadOnlyList<GoldMark> marks, Func<string, int, int?> steps)
    {
        var reasons = new List<string>();
        var seen = new HashSet<(string, int)>();
        foreach (var (place, mark) in marks.Index())
        {
            string name = $"mark {place + 1} ({mark?.Key}, sample {mark?.Sample})";
            if (mark?.Key is null || mark.FirstErrors is null)
            {
                reasons.Add($"mark {place + 1}: give key, sample and firstErrors.");
            }
            else if (!seen.Add((mark.Key, mark.Sample)))
            {
                reasons.Add($"{name}: marked twice; give one set of first errors.");
            }
            else if (steps(mark.Key, mark.Sample) is not { } count)
            {
                reasons.Add($"{name}: there is no such solution in the pool.");
            }
            else if (mark.FirstErrors.Any(e => e < -1 || e >= count))
            {
                reasons.Add(
                    $"{name}: the solution has {count} steps, counted from 0, and -1 means no bad step; got {string.Join(", ", mark.FirstErrors)}."
                );
            }

            if (reasons.Count == MostReasons)
            {
                reasons.Add("There may be more.");
                break;
            }
        }

        return reasons;
    }
}
