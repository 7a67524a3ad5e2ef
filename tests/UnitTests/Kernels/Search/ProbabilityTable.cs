using Platform.Kernels.Search;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Search;

/// <summary>
/// A language model and a reward model as a table: what follows a prefix is one of a few steps, drawn by the seed, and every
/// step of a path has a probability of being right. Both depend on nothing but the texts and the seed.
/// </summary>
internal sealed class ProbabilityTable(long seed, int branches, int depth)
{
    /// <summary>One step after a prefix.</summary>
    public Draw Step(IReadOnlyList<string> prefix, long draw)
    {
        var chance = SplitMix.For(seed + draw, Hash(string.Join('\n', prefix)));
        if (prefix.Count > 0 && chance.Below(8) == 0)
        {
            return new([], NodeEnd.Finished, 1);
        }

        int letter = chance.Below(branches);
        // White space that makes no difference, and different numbers of tokens for the same step.
        string step = chance.Below(3) == 0 ? $"go  to {letter} " : $"go to {letter}";
        int kind = chance.Below(depth);
        var end =
            kind == 0 ? NodeEnd.Finished
            : kind == 1 ? NodeEnd.Cut
            : NodeEnd.Open;
        return new([step], end, 1 + chance.Below(5));
    }

    /// <summary>All steps up to the end.</summary>
    public Draw Whole(IReadOnlyList<string> prefix, long draw)
    {
        List<string> steps = [];
        int tokens = 0;
        for (int i = 0; ; i++)
        {
            var next = Step([.. prefix, .. steps], draw + (1000 * i));
            steps.AddRange(next.Steps);
            tokens += next.Tokens;
            if (next.End != NodeEnd.Open || i == 20)
            {
                return new(steps, next.End == NodeEnd.Open ? NodeEnd.Cut : next.End, tokens);
            }
        }
    }

    /// <summary>P(correct) of every step of a path, on a coarse scale so that ties occur; null: it cannot be scored.</summary>
    public IReadOnlyList<double>? Score(IReadOnlyList<string> steps) =>
        SplitMix.For(seed, Hash("fails " + string.Join('\n', steps))).Next() % 17 == 0
            ? null
            :
            [
                .. Enumerable
                    .Range(1, steps.Count)
                    .Select(n => (1 + (SplitMix.For(seed, Hash(string.Join('\n', steps.Take(n)))).Next() % 5)) / 5.0),
            ];

    private static long Hash(string text) =>
        text.Aggregate(1469598103934665603L, (hash, c) => unchecked((hash ^ c) * 1099511628211L));
}
