using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Selection;

public sealed class RankSortTests
{
    /// <summary>
    /// Values spread over many magnitudes, differing only in the last bits, all equal, few distinct, or already sorted.
    /// </summary>
    public static TheoryData<string> Shapes => ["spread", "crowded", "alike", "few", "sorted", "extremes"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_order_is_that_of_an_ordinary_sort(string shape)
    {
        var random = new SplitMix(12);
        foreach (int length in (int[])[0, 1, 2, 7, 8, 9, 63, 1860])
        {
            double[] scores =
            [
                .. Enumerable
                    .Range(0, length)
                    .Select(i =>
                        shape switch
                        {
                            "spread" => -Math.Pow(2, random.Below(60) - 40) * (1 + random.Below(1 << 20)),
                            "crowded" => 1 - random.Below(100_000) * Math.Pow(2, -52),
                            "alike" => -0.5,
                            "few" => random.Below(3) - 1,
                            "sorted" => -i,
                            _ => (random.Below(6)) switch
                            {
                                0 => double.NegativeInfinity,
                                1 => double.PositiveInfinity,
                                2 => -0.0,
                                3 => double.Epsilon,
                                4 => -double.MaxValue,
                                _ => 0.0,
                            },
                        }
                    ),
            ];
            var keys = Array.ConvertAll(scores, RankSort.Key);
            var order = new ulong[length];
            RankSort.Order(keys, order, new ulong[length]);
            var indices = Array.ConvertAll(order, entry => (int)(uint)entry);
            Assert.Equal(Enumerable.Range(0, length), indices.Order());
            Assert.Equal(scores.OrderDescending(), indices.Select(i => scores[i]));
            Assert.All(order, entry => Assert.Equal(keys[(int)(uint)entry] >> 32, entry >> 32));
        }
    }

    [Fact]
    public void Eight_keys_at_once_equal_one_at_a_time_and_NaN_is_refused()
    {
        double[] scores = [1.5, -0.0, 0.0, -2, double.NegativeInfinity, double.PositiveInfinity, 1e-310, -1e-310];
        var keys = new ulong[8];
        Assert.True(RankSort.Keys(scores, keys));
        Assert.Equal(scores.Select(RankSort.Key), keys);
        scores[5] = double.NaN;
        Assert.False(RankSort.Keys(scores, keys));
    }

    [Fact]
    public void Leaving_samples_out_by_NaN_equals_not_having_them()
    {
        var random = new SplitMix(13);
        for (int length = 0; length < 60; length++)
        {
            var scores = new double[length];
            var correct = new byte[length];
            for (int i = 0; i < length; i++)
            {
                scores[i] = random.Below(7) == 0 ? double.NaN : random.Below(40);
                correct[i] = (byte)random.Below(2);
            }
            var (with, without) = (new double[61], new double[61]);
            BestOfN.Steps(scores, correct, with, new RankBuffers());
            var kept = Enumerable.Range(0, length).Where(i => !double.IsNaN(scores[i])).ToArray();
            BestOfN.Steps(
                [.. kept.Select(i => scores[i])],
                [.. kept.Select(i => correct[i])],
                without,
                new RankBuffers()
            );
            Assert.Equal(without, with);
        }
    }
}
