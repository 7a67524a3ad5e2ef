using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Selection;

public sealed class FirstErrorRangeTests
{
    [Fact]
    public void A_threshold_is_in_the_range_exactly_if_it_predicts_the_labelled_step()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var (correct, labelled) = Solution(seed);
            var range = FirstErrorRange.Of(correct, labelled);
            for (int t = 0; t <= 32; t++)
            {
                double threshold = t / 32.0;
                Assert.Equal(FirstError.Predicted(correct, threshold) == labelled, range.Holds(threshold));
                Assert.Equal(
                    FirstErrorCounts.Of(labelled, FirstError.Predicted(correct, threshold)),
                    range.Counts(threshold)
                );
            }
        }
    }

    [Fact]
    public void The_best_threshold_beats_every_other_on_a_grid_finer_than_the_scores()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var solutions = Enumerable.Range(0, 12).Select(i => Solution(seed * 100 + i)).ToArray();
            if (solutions.All(s => s.Labelled < 0) || solutions.All(s => s.Labelled >= 0))
            {
                continue;
            }
            double best = FirstErrorRange.Best([.. solutions.Select(s => FirstErrorRange.Of(s.Correct, s.Labelled))]);

            Assert.InRange(best, 0, 1);
            double highest = Enumerable.Range(0, 65).Max(t => F1(solutions, t / 64.0));
            Assert.Equal(highest, F1(solutions, best), 1e-12);
        }
    }

    [Fact]
    public void Of_equally_good_thresholds_it_is_the_nearest_to_one_half()
    {
        // Right above 0.2 and up to 0.9.
        FirstErrorRange[] ranges = [new(true, 0.2, double.PositiveInfinity), new(false, double.NegativeInfinity, 0.9)];
        Assert.Equal(0.5, FirstErrorRange.Best(ranges));
        // Right above 0.75 and up to 0.875.
        ranges = [new(true, 0.75, double.PositiveInfinity), new(false, double.NegativeInfinity, 0.875)];
        Assert.Equal(0.8125, FirstErrorRange.Best(ranges));
    }

    [Fact]
    public void Adjacent_scores_leave_a_threshold_between_them()
    {
        double below = 0.7;
        double above = Math.BitIncrement(below);
        double best = FirstErrorRange.Best(
            [new(true, below, double.PositiveInfinity), new(false, double.NegativeInfinity, above)]
        );
        Assert.Equal(above, best);
    }

    [Fact]
    public void Without_both_kinds_of_solutions_there_is_no_best_threshold()
    {
        Assert.True(double.IsNaN(FirstErrorRange.Best([])));
        Assert.True(double.IsNaN(FirstErrorRange.Best([new(true, 0.2, 0.9)])));
        Assert.True(double.IsNaN(FirstErrorRange.Best([new(false, double.NegativeInfinity, 0.9)])));
    }

    private static (double[] Correct, int Labelled) Solution(int seed)
    {
        var random = SplitMix.For(seed, 7);
        var correct = new double[1 + random.Below(5)];
        foreach (ref double p in correct.AsSpan())
        {
            p = random.Below(17) / 16.0;
        }
        return (correct, random.Below(correct.Length + 1) - 1);
    }

    private static double F1((double[] Correct, int Labelled)[] solutions, double threshold)
    {
        double Accuracy(bool erroneous) =>
            solutions
                .Where(s => s.Labelled >= 0 == erroneous)
                .Average(s => FirstError.Predicted(s.Correct, threshold) == s.Labelled ? 1.0 : 0);
        var (a, b) = (Accuracy(true), Accuracy(false));
        return a + b == 0 ? 0 : 2 * a * b / (a + b);
    }
}
