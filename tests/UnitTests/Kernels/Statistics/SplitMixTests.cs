using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Statistics;

public sealed class SplitMixTests
{
    [Fact]
    public void The_stream_is_the_published_one()
    {
        // First outputs for seed 1234567 in the reference implementation's own test.
        var random = new SplitMix(1234567);
        Assert.Equal(6457827717110365317UL, random.Next());
        Assert.Equal(3203168211198807973UL, random.Next());
    }

    [Fact]
    public void Every_order_of_four_is_about_as_likely()
    {
        var random = new SplitMix(0);
        var seen = new Dictionary<int, int>();
        int[] items = [0, 1, 2, 3];
        for (int i = 0; i < 24_000; i++)
        {
            Shuffle.InPlace(items, ref random);
            int key = items.Aggregate((a, b) => a * 4 + b);
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }
        Assert.Equal(24, seen.Count);
        Assert.All(seen.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Items_have_streams_of_their_own()
    {
        var firsts = Enumerable.Range(0, 1000).Select(i => SplitMix.For(0, i).Next()).ToHashSet();
        Assert.Equal(1000, firsts.Count);
        Assert.NotEqual(SplitMix.For(0, 1).Next(), SplitMix.For(1, 0).Next());
    }

    [Fact]
    public void Uniform_numbers_fill_0_to_1_and_never_reach_1()
    {
        var random = new SplitMix(3);
        var numbers = Enumerable.Range(0, 10_000).Select(_ => random.Uniform()).ToList();
        Assert.All(numbers, n => Assert.InRange(n, 0, Math.BitDecrement(1.0)));
        Assert.Equal(0.5, numbers.Average(), 0.01);
    }

    [Fact]
    public void Draws_are_as_likely_as_their_weights()
    {
        var random = new SplitMix(5);
        var counts = new int[4];
        var heads = 0;
        for (int i = 0; i < 40_000; i++)
        {
            counts[random.Weighted([1, 0, 2, 1])]++;
            heads += random.Chance(0.25) ? 1 : 0;
        }
        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[0], 9_600, 10_400);
        Assert.InRange(counts[2], 19_600, 20_400);
        Assert.InRange(counts[3], 9_600, 10_400);
        Assert.InRange(heads, 9_600, 10_400);
        Assert.False(random.Chance(0));
        Assert.True(random.Chance(1));
    }
}
