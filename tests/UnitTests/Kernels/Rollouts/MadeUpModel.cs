using Platform.Kernels.Rollouts;

namespace Platform.UnitTests.Kernels.Rollouts;

/// <summary>Completes solutions of a fixed length, with errors at a rate and no way back from one.</summary>
/// <param name="seed">Makes the model.</param>
/// <param name="length">Steps of a solution.</param>
/// <param name="errors">Rate of errors in a step.</param>
internal sealed class MadeUpModel(int seed, int length, double errors)
{
    /// <summary>Whole solutions that continue a prefix; the k-th with the seed <c>first + k</c>.</summary>
    public IReadOnlyList<GradedSolution> Complete(IReadOnlyList<string> prefix, int count, long first) =>
        [.. Enumerable.Range(0, count).Select(k => Complete(prefix, first + k))];

    public CompletedPrefix Answer(PrefixToComplete prefix, bool searched)
    {
        var completions = Complete(prefix.Prefix, prefix.Count, prefix.Seed);
        return new(
            completions.Count(c => c.Right),
            completions.Count,
            completions.Count * (long)(length - prefix.Prefix.Count),
            searched ? [.. completions.Where(c => !c.Right).Select(c => c.Steps)] : []
        );
    }

    private GradedSolution Complete(IReadOnlyList<string> prefix, long draw)
    {
        var random = new Random(HashCode(prefix, draw));
        List<string> steps = [.. prefix];
        while (steps.Count < length)
        {
            bool wrong = steps.Any(IsWrong) || random.NextDouble() < errors;
            steps.Add($"{(wrong ? "wrong" : "right")} {steps.Count} {random.Next(2)}");
        }

        return new(steps, true, !steps.Any(IsWrong));
    }

    public static bool IsWrong(string step) => step.StartsWith("wrong", StringComparison.Ordinal);

    /// <summary>The same in every process, unlike that of strings.</summary>
    private int HashCode(IReadOnlyList<string> prefix, long draw)
    {
        int hash = seed;
        foreach (char c in string.Join('|', prefix))
        {
            hash = unchecked((hash * 31) + c);
        }

        return unchecked((hash * 31) + (int)draw);
    }
}
