using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Statistics;

public sealed class RocTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(50, 5)]
    [InlineData(400, 30)]
    public void The_area_is_the_share_of_pairs_in_order_with_ties_counting_half(int items, int levels)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var (scores, right, owners) = Items(items, levels, seed);
            double expected = Pairs(scores, right, _ => 1);
            Assert.Equal(expected, new Roc([.. scores], right, owners).Area(), 1e-12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public void The_areas_of_resamples_count_an_item_as_often_as_its_owner_was_drawn(int problems)
    {
        var (scores, right, owners) = Items(60, 9, seed: problems);
        owners = [.. owners.Select(o => o % problems)];
        var roc = new Roc([.. scores], right, owners);
        var resamples = new Resamples(problems, 80, seed: 5);
        for (int from = 0; from < 80; from += Roc.Lanes)
        {
            var areas = new double[Roc.Lanes];
            roc.Areas(resamples, from, areas);
            for (int lane = 0; lane < Roc.Lanes; lane++)
            {
                double expected = Pairs(scores, right, i => resamples.Times(from + lane, owners[i]));
                Assert.Equal(expected, areas[lane], 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(0.2, 0.1, 1)]
    [InlineData(0.1, 0.2, 0)]
    [InlineData(0.1, 0.1, 0.5)]
    [InlineData(0.0, -0.0, 0.5)]
    [InlineData(double.PositiveInfinity, double.MaxValue, 1)]
    [InlineData(double.NegativeInfinity, 0, 0)]
    public void One_pair_is_in_order_or_not_or_tied(double right, double wrong, double area) =>
        Assert.Equal(area, new Roc([wrong, right], [false, true], [0, 0]).Area());

    [Fact]
    public void Without_a_right_or_a_wrong_item_there_is_no_area()
    {
        Assert.True(double.IsNaN(new Roc([], [], []).Area()));
        Assert.True(double.IsNaN(new Roc([0.5], [true], [0]).Area()));
        Assert.True(double.IsNaN(new Roc([0.5, 0.1], [false, false], [0, 1]).Area()));
        var areas = new double[Roc.Lanes];
        new Roc([0.5], [true], [0]).Areas(new Resamples(1, 40, 0), 0, areas);
        Assert.All(areas, a => Assert.True(double.IsNaN(a)));
    }

    [Fact]
    public void What_cannot_be_ranked_is_refused()
    {
        Assert.Contains(
            "Item 1 has the score NaN",
            Assert.Throws<ArgumentException>(() => new Roc([0, double.NaN], [true, false], [0, 0])).Message
        );
        Assert.Throws<ArgumentException>(() => new Roc([0, 1], [true], [0, 0]));
        Assert.Throws<ArgumentException>(() => new Roc([0], [true], [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Roc([0], [true], [1]).Areas(new Resamples(1, 40, 0), 0, new double[Roc.Lanes])
        );
    }

    private static (double[] Scores, bool[] Right, int[] Owners) Items(int count, int levels, int seed)
    {
        var random = new SplitMix((ulong)seed);
        var (scores, right, owners) = (new double[count], new bool[count], new int[count]);
        for (int i = 0; i < count; i++)
        {
            scores[i] = random.Below(levels) / 7.0 - 1;
            right[i] = random.Below(3) > 0;
            owners[i] = random.Below(20);
        }
        (right[0], right[^1]) = (true, false);
        return (scores, right, owners);
    }

    private static double Pairs(double[] scores, bool[] right, Func<int, int> times)
    {
        var (sum, pairs) = (0.0, 0.0);
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (right[i] && !right[j])
                {
                    double weight = times(i) * (double)times(j);
                    pairs += weight;
                    sum += weight * (Math.Sign(scores[i] - scores[j]) + 1) / 2;
                }
            }
        }
        return sum / pairs;
    }
}
