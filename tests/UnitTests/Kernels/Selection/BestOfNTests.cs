using System.Numerics;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Selection;

public sealed class BestOfNTests
{
    [Fact]
    public void Every_curve_equals_the_enumeration_of_all_subsets()
    {
        var random = new SplitMix(1);
        for (int round = 0; round < 300; round++)
        {
            int slots = 1 + random.Below(9);
            int samples = random.Below(slots + 1);
            int levels = 1 + random.Below(4);
            var scores = new double[samples];
            var correct = new byte[samples];
            for (int i = 0; i < samples; i++)
            {
                scores[i] = random.Below(5) == 0 ? double.NaN : random.Below(levels) - 1.5;
                correct[i] = (byte)random.Below(2);
            }
            var curve = Curve(scores, correct, slots);
            for (int n = 1; n <= slots; n++)
            {
                Assert.Equal(Enumerated(scores, correct, slots, n), curve[n - 1], 1e-13);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1860)]
    public void A_curve_equals_the_ratio_of_binomials_in_whole_numbers(int slots)
    {
        // One right solution that i others outrank: the chance that it is picked is [C(M-i, N) - C(M-i-1, N)] / C(M, N).
        foreach (int better in new[] { 0, 1, 7, slots / 3, slots - 1 }.Where(i => i >= 0 && i < slots).Distinct())
        {
            var scores = Enumerable.Range(0, slots).Select(i => (double)-i).ToArray();
            var correct = new byte[slots];
            correct[better] = 1;
            var curve = Curve(scores, correct, slots);
            foreach (
                int n in new[] { 1, 2, 3, 16, 17, 100, slots / 2, slots - 1, slots }
                    .Where(n => n >= 1 && n <= slots)
                    .Distinct()
            )
            {
                var picked = Choose(slots - better, n) - Choose(slots - better - 1, n);
                double expected = Math.Exp(BigInteger.Log(picked) - BigInteger.Log(Choose(slots, n)));
                Assert.Equal(picked.IsZero ? 0 : expected, curve[n - 1], 1e-12);
            }
        }
    }

    [Fact]
    public void A_large_curve_agrees_with_simulation()
    {
        const int slots = 1860;
        const int draws = 4_000;
        var random = new SplitMix(3);
        var scores = new double[1700];
        var correct = new byte[1700];
        for (int i = 0; i < scores.Length; i++)
        {
            correct[i] = (byte)(random.Below(10) < 3 ? 1 : 0);
            scores[i] = random.Below(200) + 30 * correct[i];
        }
        var curve = Curve(scores, correct, slots);
        var order = Enumerable.Range(0, slots).ToArray();
        foreach (int n in (int[])[1, 10, 100, 1000])
        {
            double right = 0;
            for (int draw = 0; draw < draws; draw++)
            {
                Shuffle.InPlace(order, ref random);
                var drawn = order[..n].Where(s => s < scores.Length).ToArray();
                if (drawn.Length > 0)
                {
                    double best = drawn.Max(s => scores[s]);
                    right += drawn.Where(s => scores[s] == best).Average(s => correct[s]);
                }
            }
            Assert.Equal(right / draws, curve[n - 1], 4 * 0.5 / Math.Sqrt(draws));
        }
    }

    [Fact]
    public void A_draw_of_one_is_the_fraction_of_right_slots()
    {
        double[] scores = [3, double.NaN, 1, 2];
        Assert.Equal(2.0 / 8, Curve(scores, [1, 1, 0, 1], 8)[0], 1e-15);
    }

    [Fact]
    public void A_problem_with_nothing_to_select_is_wrong_at_every_N()
    {
        Assert.All(Curve([double.NaN, double.NaN], [1, 1], 5), a => Assert.Equal(0, a));
        Assert.All(Curve([], [], 5), a => Assert.Equal(0, a));
    }

    [Fact]
    public void Infinite_scores_and_both_zeros_are_ordered()
    {
        double[] scores = [double.NegativeInfinity, 0.0, -0.0, double.PositiveInfinity, -1e-300];
        var curve = Curve(scores, [0, 1, 0, 0, 1], 5);
        for (int n = 1; n <= 5; n++)
        {
            Assert.Equal(Enumerated(scores, [0, 1, 0, 0, 1], 5, n), curve[n - 1], 1e-14);
        }
    }

    [Fact]
    public void Passing_is_best_of_N_by_a_judge_who_knows()
    {
        byte[] correct = [0, 1, 0, 0, 1, 1, 0];
        var steps = new double[11];
        var pass = new double[10];
        PassAtN.Steps(3, steps);
        new SelectionTable(10).Curves(steps, pass);
        Assert.Equal(Curve([.. correct.Select(c => (double)c)], correct, 10), pass);
    }

    [Fact]
    public void Strategies_side_by_side_equal_each_by_itself()
    {
        const int slots = 37;
        var random = new SplitMix(9);
        var table = new SelectionTable(slots);
        var steps = new double[7 * (slots + 1)];
        foreach (ref double step in steps.AsSpan())
        {
            step = (random.Below(2001) - 1000) / 40_000.0;
        }
        var together = new double[7 * slots];
        table.Curves(steps, together);
        for (int s = 0; s < 7; s++)
        {
            var alone = new double[slots];
            table.Curves(steps.AsSpan(s * (slots + 1), slots + 1), alone);
            Assert.Equal(alone, together[(s * slots)..((s + 1) * slots)]);
        }
    }

    private static double[] Curve(double[] scores, byte[] correct, int slots)
    {
        var steps = new double[slots + 1];
        var curve = new double[slots];
        BestOfN.Steps(scores, correct, steps, new RankBuffers());
        new SelectionTable(slots).Curves(steps, curve);
        return curve;
    }

    private static double Enumerated(double[] scores, byte[] correct, int slots, int n)
    {
        double total = 0;
        int subsets = 0;
        for (uint mask = 0; mask < 1u << slots; mask++)
        {
            if (BitOperations.PopCount(mask) != n)
            {
                continue;
            }
            subsets++;
            var drawn = Enumerable
                .Range(0, scores.Length)
                .Where(i => (mask >> i & 1) == 1 && !double.IsNaN(scores[i]))
                .ToArray();
            if (drawn.Length > 0)
            {
                double best = drawn.Max(i => scores[i]);
                total += drawn.Where(i => scores[i] == best).Average(i => correct[i]);
            }
        }
        return total / subsets;
    }

    private static BigInteger Choose(int n, int k)
    {
        if (k > n)
        {
            return 0;
        }
        BigInteger result = 1;
        for (int i = 0; i < k; i++)
        {
            result = result * (n - i) / (i + 1);
        }
        return result;
    }
}
