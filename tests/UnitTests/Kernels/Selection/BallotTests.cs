using System.Numerics;
using System.Runtime.Intrinsics;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Selection;

public sealed class BallotTests
{
    [Theory]
    [InlineData(TieBreak.First)]
    [InlineData(TieBreak.Uniform)]
    public void Counting_in_any_order_equals_recounting_every_prefix(TieBreak ties)
    {
        var random = new SplitMix(2);
        for (int round = 0; round < 200; round++)
        {
            var (ballot, voters) = Random(ref random, ties, strategies: 1 + random.Below(19), most: 30);
            var order = Enumerable.Range(0, ballot.Voters + random.Below(4)).ToArray();
            Shuffle.InPlace(order, ref random);
            var totals = new Vector512<double>[ballot.Blocks * order.Length];
            ballot.Count(order, 0, totals);
            int skip = random.Below(order.Length + 1);
            var rest = new Vector512<double>[ballot.Blocks * (order.Length - skip)];
            ballot.Count(order, skip, rest);
            for (int block = 0; block < ballot.Blocks; block++)
            {
                Assert.Equal(
                    totals[(block * order.Length + skip)..((block + 1) * order.Length)],
                    rest[(block * (order.Length - skip))..((block + 1) * (order.Length - skip))]
                );
            }
            for (int n = 1; n <= order.Length; n++)
            {
                var drawn = order[..n].Where(v => v < ballot.Voters).ToArray();
                for (int s = 0; s < ballot.Strategies; s++)
                {
                    Assert.Equal(
                        voters.Winner(drawn, s, ties),
                        totals[s / 8 * order.Length + n - 1].GetElement(s % 8),
                        1e-12
                    );
                }
            }
        }
    }

    [Theory]
    [InlineData(TieBreak.First)]
    [InlineData(TieBreak.Uniform)]
    public void Counting_all_subsets_equals_enumerating_them(TieBreak ties)
    {
        var random = new SplitMix(4);
        for (int round = 0; round < 30; round++)
        {
            var (ballot, voters) = Random(ref random, ties, strategies: 1 + random.Below(9), most: 8);
            var totals = new Vector512<double>[ballot.Blocks * (ballot.Voters + 1)];
            ballot.CountSubsets(totals);
            for (int s = 0; s < ballot.Strategies; s++)
            {
                var expected = new double[ballot.Voters + 1];
                for (uint mask = 0; mask < 1u << ballot.Voters; mask++)
                {
                    int[] drawn = [.. Enumerable.Range(0, ballot.Voters).Where(v => (mask >> v & 1) == 1)];
                    expected[drawn.Length] += voters.Winner(drawn, s, ties);
                }
                for (int k = 0; k <= ballot.Voters; k++)
                {
                    Assert.Equal(expected[k], totals[s / 8 * (ballot.Voters + 1) + k].GetElement(s % 8), 1e-12);
                }
            }
        }
    }

    [Fact]
    public void A_tie_goes_to_the_answer_that_stands_first_or_is_split()
    {
        // Drawn backwards: answer 1 is seen first, answer 0 stands first.
        int[] order = [3, 2, 1, 0];
        double[] quality = [1, 0];
        double[] one = [1, 1, 1, 1];
        var totals = new Vector512<double>[4];
        new Ballot([0, 1, 0, 1], quality, one, 1, TieBreak.First).Count(order, 0, totals);
        Assert.Equal([0, 1, 0, 1], totals.Select(t => t[0]));
        totals.AsSpan().Clear();
        new Ballot([0, 1, 0, 1], quality, one, 1, TieBreak.Uniform).Count(order, 0, totals);
        Assert.Equal([0, 0.5, 0, 0.5], totals.Select(t => t[0]));
    }

    [Fact]
    public void A_vote_without_weight_still_names_an_answer_and_an_absent_one_does_not()
    {
        var totals = new Vector512<double>[2];
        new Ballot([0, 1], [1, 0], [0, double.NaN, 0, double.NaN], 2, TieBreak.First).Count([0, 1], 0, totals);
        Assert.Equal([1, 1], totals.Select(t => t[0]));
        Assert.Equal([0, 0], totals.Select(t => t[1]));
    }

    [Fact]
    public void The_mix_over_voters_is_the_chance_of_one_subset()
    {
        for (int slots = 1; slots <= 9; slots++)
        {
            for (int voters = 0; voters <= slots; voters++)
            {
                for (int n = 0; n <= slots; n++)
                {
                    var draws = Enumerable
                        .Range(0, 1 << slots)
                        .Where(m => BitOperations.PopCount((uint)m) == n)
                        .ToArray();
                    for (int k = 0; k <= voters; k++)
                    {
                        int wanted = (1 << k) - 1;
                        int all = (1 << voters) - 1;
                        double share = (double)draws.Count(m => (m & all) == wanted) / draws.Length;
                        Assert.Equal(share, SubsetMix.Chance(slots, n, voters, k), 1e-14);
                    }
                }
            }
        }
    }

    private static (Ballot, Voters) Random(ref SplitMix random, TieBreak ties, int strategies, int most)
    {
        int count = random.Below(most + 1);
        int distinct = 1 + random.Below(5);
        var answers = new int[count];
        var weights = new double[count * strategies];
        for (int v = 0; v < count; v++)
        {
            answers[v] = random.Below(distinct);
            for (int s = 0; s < strategies; s++)
            {
                // Small quarters: sums are exact, so ties are common and alike whatever the order of addition.
                weights[v * strategies + s] =
                    s == 0 ? 1
                    : random.Below(6) == 0 ? double.NaN
                    : random.Below(5) / 4.0;
            }
        }
        var quality = new double[distinct];
        foreach (ref double q in quality.AsSpan())
        {
            q = random.Below(5) / 4.0;
        }
        return (
            new Ballot(answers, quality, weights, strategies, ties),
            new Voters(answers, quality, weights, strategies)
        );
    }

    private sealed record Voters(int[] Answers, double[] Quality, double[] Weights, int Strategies)
    {
        public double Winner(int[] drawn, int strategy, TieBreak ties)
        {
            var groups = drawn
                .Order()
                .Where(v => !double.IsNaN(Weights[v * Strategies + strategy]))
                .GroupBy(v => Answers[v], v => Weights[v * Strategies + strategy])
                .Select(g => (Answer: g.Key, Sum: g.Sum()))
                .ToArray();
            if (groups.Length == 0)
            {
                return 0;
            }
            double best = groups.Max(g => g.Sum);
            var winners = groups.Where(g => g.Sum == best).Select(g => Quality[g.Answer]).ToArray();
            return ties == TieBreak.First ? winners[0] : winners.Average();
        }
    }
}
