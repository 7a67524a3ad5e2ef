using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Statistics;

public sealed class ReliabilityTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(7, false)]
    [InlineData(300, false)]
    [InlineData(300, true)]
    public void The_error_is_the_weighted_mean_gap_of_the_bins(int items, bool soft)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var (all, reliability) = Items(items, soft, seed);
            double expected = all.GroupBy(i => Math.Min(9, Math.Floor(i.P * 10)))
                .Sum(bin => bin.Count() * Math.Abs(bin.Average(i => i.P) - bin.Average(i => i.Outcome)) / items);

            Assert.Equal(expected, reliability.Error, 1e-8);
            Assert.Equal(items, reliability.Count);
        }
    }

    [Fact]
    public void The_order_of_the_items_changes_no_bit()
    {
        var (all, forwards) = Items(500, soft: true, seed: 3);
        var backwards = new Reliability();
        foreach (var (p, outcome) in all.Reverse())
        {
            backwards.Add(p, outcome);
        }

        Assert.Equal(forwards.Error, backwards.Error);
        Assert.All(Enumerable.Range(0, Reliability.Bins), b => Assert.Equal(forwards[b], backwards[b]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0999, 0)]
    [InlineData(0.1, 1)]
    [InlineData(0.95, 9)]
    [InlineData(1, 9)]
    [InlineData(1.0005, 9)]
    [InlineData(-0.0005, 0)]
    public void An_edge_belongs_to_the_bin_above_it_and_1_to_the_last(double probability, int bin)
    {
        var reliability = new Reliability();
        reliability.Add(probability, 1);

        Assert.Equal(1, reliability[bin].Count);
        Assert.InRange(reliability[bin].Predicted, 0, 1);
    }

    [Fact]
    public void Without_items_there_is_no_error_and_an_empty_bin_has_no_means()
    {
        var reliability = new Reliability();

        Assert.True(double.IsNaN(reliability.Error));
        Assert.True(double.IsNaN(reliability[4].Predicted));
        Assert.True(double.IsNaN(reliability[4].Observed));
    }

    private static ((double P, double Outcome)[] Items, Reliability Reliability) Items(int count, bool soft, int seed)
    {
        var random = SplitMix.For(seed, count);
        var items = new (double P, double Outcome)[count];
        var reliability = new Reliability();
        foreach (ref var item in items.AsSpan())
        {
            // Multiples of 1/16 meet the edges of bins; ties are frequent.
            item = (random.Below(17) / 16.0, soft ? random.Uniform() : random.Below(2));
            reliability.Add(item.P, item.Outcome);
        }
        return (items, reliability);
    }
}
