using Platform.Inference;

namespace Platform.UnitTests.Inference;

public sealed class PackingTests
{
    public static TheoryData<int, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, int, int>();
            foreach (var count in new[] { 0, 1, 2, 7, 64, 1000 })
            {
                foreach (var budget in new[] { 1, 64, 512, 100_000 })
                {
                    cases.Add(count, budget, count * 31 + budget);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_sequence_runs_once_and_no_batch_of_several_exceeds_the_budget(int count, int budget, int seed)
    {
        var lengths = Lengths(count, seed);
        var batches = Packing.Pack(lengths, budget);
        Assert.Equal(Enumerable.Range(0, count), batches.SelectMany(b => b).Order());
        Assert.All(batches, b => Assert.True(b.Length == 1 || b.Length * b.Max(i => lengths[i]) <= budget));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_packs_as_the_obvious_loop_does(int count, int budget, int seed)
    {
        var lengths = Lengths(count, seed);
        Assert.Equal(Oracle(lengths, budget), Packing.Pack(lengths, budget));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Padding_of_what_waits_stays_under_five_percent(int seed)
    {
        var lengths = Lengths(1024, seed);
        Assert.InRange(Packing.PaddingRatio(Packing.Pack(lengths, 2048), lengths), 0, 0.05);
    }

    [Fact]
    public void Padding_is_the_share_of_cells_without_a_token()
    {
        int[] lengths = [4, 2, 3];
        Assert.Equal(
            3.0 / 12,
            Packing.PaddingRatio(
                [
                    [0, 2, 1],
                ],
                lengths
            )
        );
        Assert.Equal(
            0,
            Packing.PaddingRatio(
                [
                    [0],
                    [1],
                    [2],
                ],
                lengths
            )
        );
    }

    /// <summary>
    /// Adds one sequence after another, by length: it joins the batch while there is room for one more row as wide as the
    /// batch's first row.
    /// </summary>
    private static List<int[]> Oracle(int[] lengths, int budget)
    {
        var batches = new List<List<int>>();
        foreach (var i in Enumerable.Range(0, lengths.Length).OrderByDescending(i => lengths[i]).ThenBy(i => i))
        {
            if (batches.Count > 0 && (batches[^1].Count + 1) * lengths[batches[^1][0]] <= budget)
            {
                batches[^1].Add(i);
            }
            else
            {
                batches.Add([i]);
            }
        }

        return batches.ConvertAll(b => b.ToArray());
    }

    /// <summary>Returns lengths of solutions: log-normal around 90 tokens, like those of the sample pool.</summary>
    private static int[] Lengths(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var normal =
                        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                    return (int)Math.Clamp(90 * Math.Exp(0.3 * normal), 5, 300);
                }),
        ];
    }
}
