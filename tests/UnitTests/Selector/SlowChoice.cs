using System.Numerics;
using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Selector;

/// <summary>
/// The accuracy of a strategy, computed as plainly as possible: draw a subset, choose, check whether the choice is correct.
/// </summary>
internal static class SlowChoice
{
    public static double Expected(ProblemColumns problem, string strategy, VoteTies ties, int slots, int n)
    {
        var sample = Samples(problem, strategy);
        var draws = Enumerable.Range(0, 1 << slots).Where(m => BitOperations.PopCount((uint)m) == n);
        return draws.Average(m =>
            Choose(strategy, ties, sample, [.. sample.Index().Where(s => (m >> s.Index & 1) == 1).Select(s => s.Item)])
        );
    }

    public static double Simulated(ProblemColumns problem, string strategy, int slots, int n, int draws)
    {
        var sample = Samples(problem, strategy);
        var random = SplitMix.For(99, sample.Length);
        var order = Enumerable.Range(0, slots).ToArray();
        double sum = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            Shuffle.InPlace(order, ref random);
            sum += Choose(
                strategy,
                VoteTies.Uniform,
                sample,
                [.. order[..n].Where(i => i < sample.Length).Order().Select(i => sample[i])]
            );
        }
        return sum / draws;
    }

    private static double Choose(string strategy, VoteTies ties, Sample[] all, Sample[] drawn)
    {
        var can = drawn.Where(s => s.Answer >= 0 && s.Score is not null).ToArray();
        if (can.Length == 0)
        {
            return 0;
        }
        if (strategy == "pass")
        {
            return can.Any(s => s.Right) ? 1 : 0;
        }
        if (strategy != "majority" && !strategy.StartsWith("weighted.", StringComparison.Ordinal))
        {
            double best = can.Max(s => s.Score!.Value);
            return can.Where(s => Math.Abs(s.Score!.Value - best) < 1e-12).Average(s => s.Right ? 1.0 : 0);
        }
        var votes = can.GroupBy(s => s.Answer, (a, g) => (Answer: a, Sum: g.Sum(s => s.Score!.Value))).ToArray();
        double most = votes.Max(v => v.Sum);
        var tied = votes.Where(v => Math.Abs(v.Sum - most) < 1e-12).Select(v => v.Answer);
        return tied.Take(ties == VoteTies.First ? 1 : votes.Length)
            .Average(answer => all.Where(s => s.Answer == answer).Average(s => s.Right ? 1.0 : 0));
    }

    /// <summary>
    /// Returns each sample with its plain score under the strategy: a product of probabilities, not a sum of logarithms.
    /// </summary>
    private static Sample[] Samples(ProblemColumns problem, string strategy)
    {
        var answers = MemoryMarshal.Cast<byte, int>(problem.Answers).ToArray();
        string by = strategy.Replace("weighted.", "");
        var scores = by is "majority" or "pass" ? null : problem.Scores[by == "orm" ? 1 : 0];
        int[] rows = scores is null ? [] : MemoryMarshal.Cast<byte, int>(scores.Rows).ToArray();
        double[] p = scores is null ? [] : MemoryMarshal.Cast<byte, double>(scores.Probabilities).ToArray();
        int at = 0;
        var samples = new Sample[answers.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            double? score = by is "majority" or "pass" ? 1 : null;
            if (scores is not null && rows[i] > 0)
            {
                int first = at;
                score = by switch
                {
                    "orm" => p[at],
                    _ => Aggregate(
                        by,
                        [.. Enumerable.Range(0, rows[i]).Select(step => Correct(p.AsSpan(first + 3 * step, 3), by))]
                    ),
                };
                at += rows[i] * (by == "orm" ? 1 : 3);
            }
            samples[i] = new Sample(answers[i], problem.Correct[i] == 1, score);
        }
        return samples;
    }

    private static double Correct(ReadOnlySpan<double> row, string by) =>
        row[2] + (by.EndsWith(".neutral-negative", StringComparison.Ordinal) ? 0 : row[1]);

    private static double Aggregate(string by, double[] steps) =>
        by.Replace(".neutral-negative", "") switch
        {
            "prm.product" => steps.Aggregate((a, b) => a * b),
            "prm.min" => steps.Min(),
            "prm.last" => steps[^1],
            _ => steps.Average(),
        };

    private sealed record Sample(int Answer, bool Right, double? Score);
}
