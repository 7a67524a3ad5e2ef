using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Statistics;

public sealed class BootstrapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    public void Intervals_equal_sorting_every_resampled_mean(int problems)
    {
        var resamples = new Resamples(problems, 200, seed: 7);
        var random = new SplitMix(8);
        var tile = new float[problems * Bootstrap.Width];
        foreach (ref float value in tile.AsSpan())
        {
            value = (random.Below(2001) - 1000) / 1000f;
        }
        var (low, high) = (new float[Bootstrap.Width], new float[Bootstrap.Width]);
        Bootstrap.Intervals(tile, resamples, new float[200 * Bootstrap.Width], low, high);
        for (int c = 0; c < Bootstrap.Width; c++)
        {
            var means = Enumerable
                .Range(0, 200)
                .Select(b =>
                    Enumerable
                        .Range(0, problems)
                        .Sum(p => resamples.Times(b, p) * (double)tile[p * Bootstrap.Width + c]) / problems
                )
                .Order()
                .ToArray();
            Assert.Equal(means[4], low[c], 1e-5);
            Assert.Equal(means[195], high[c], 1e-5);
        }
    }

    [Fact]
    public void The_interval_of_any_statistic_leaves_out_resamples_without_a_value()
    {
        double[] values = [.. Enumerable.Range(1, 80).Select(i => i * 37 % 81 / 10.0)];
        Assert.Equal((0.2, 7.9), Bootstrap.Interval([.. values]));
        Assert.Equal((0.2, 7.9), Bootstrap.Interval([double.NaN, .. values, double.NaN]));
        Assert.Equal((0.1, 4.0), Bootstrap.Interval([.. values.Select(v => v > 4 ? double.NaN : v)]));
        Assert.Equal((double.NaN, double.NaN), Bootstrap.Interval(values[..39]));
        Assert.Equal((double.NaN, double.NaN), Bootstrap.Interval([]));
    }

    [Fact]
    public void Every_resample_holds_as_many_problems_as_there_are()
    {
        var resamples = new Resamples(11, 80, seed: 0);
        for (int b = 0; b < 80; b++)
        {
            Assert.Equal(11, Enumerable.Range(0, 11).Sum(p => resamples.Times(b, p)));
        }
        double mean = Enumerable.Range(0, 80).Average(b => resamples.Times(b, 3));
        Assert.InRange(mean, 0.6, 1.4);
    }

    [Fact]
    public void Another_seed_gives_other_resamples_and_the_same_seed_the_same()
    {
        int[] Counts(long seed)
        {
            var resamples = new Resamples(9, 40, seed);
            return [.. Enumerable.Range(0, 360).Select(i => resamples.Times(i / 9, i % 9))];
        }
        Assert.Equal(Counts(1), Counts(1));
        Assert.NotEqual(Counts(1), Counts(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(101)]
    public void Tails_are_the_elements_a_sort_finds(int rows)
    {
        var random = new SplitMix(6);
        var values = new float[rows * 32];
        foreach (ref float value in values.AsSpan())
        {
            int kind = random.Below(12);
            value = kind switch
            {
                0 => 0f,
                1 => -0f,
                2 => float.MaxValue,
                3 => -float.Epsilon,
                _ => (random.Below(41) - 20) * MathF.Pow(10, random.Below(9) - 4),
            };
        }
        var sorted = Enumerable
            .Range(0, 32)
            .Select(c => Enumerable.Range(0, rows).Select(r => values[r * 32 + c]).Order().ToArray())
            .ToArray();
        foreach (int k in new[] { 1, rows / 3, rows }.Where(k => k >= 1))
        {
            var (low, high) = (new float[32], new float[32]);
            OrderStatistics.Tails(values.ToArray(), 32, k, low, high);
            for (int c = 0; c < 32; c++)
            {
                Assert.Equal(sorted[c][k - 1], low[c]);
                Assert.Equal(sorted[c][rows - k], high[c]);
            }
        }
    }
}
