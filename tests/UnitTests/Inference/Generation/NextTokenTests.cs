using Platform.Inference.Generation;

namespace Platform.UnitTests.Inference.Generation;

public sealed class NextTokenTests
{
    private readonly NextToken _choice = new();

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(7, 1, 0)]
    [InlineData(33, 1, 0)]
    [InlineData(8, 0.9, 0)]
    [InlineData(33, 0.5, 0)]
    [InlineData(300, 0.95, 0)]
    [InlineData(300, 1e-9, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(33, 1, 0.1)]
    [InlineData(300, 1, 1)]
    [InlineData(300, 0.8, 0.05)]
    [InlineData(300, 0.3, 0.5)]
    public void Draws_are_those_of_the_obvious_computation(int vocabulary, double topP, double minP)
    {
        var random = new Random(vocabulary);
        for (var i = 0; i < 300; i++)
        {
            var logits = Enumerable.Range(0, vocabulary).Select(_ => (float)(random.NextDouble() * 8 - 4)).ToArray();
            var (temperature, uniform) = (0.3 + 2 * random.NextDouble(), random.NextDouble());
            Assert.Equal(
                Obvious(logits, temperature, topP, minP, uniform),
                _choice.Draw(logits, temperature, topP, minP, uniform)
            );
        }
    }

    [Fact]
    public void Tokens_come_as_often_as_their_probabilities_say()
    {
        float[] logits = [1, 0, float.NegativeInfinity, 2, 1];
        var (random, count) = (new Random(2), new int[5]);
        for (var i = 0; i < 100_000; i++)
        {
            count[_choice.Draw(logits, 2, 1, 0, random.NextDouble())]++;
        }

        var weights = logits.Select(x => Math.Exp(x / 2)).ToList();
        Assert.Equal(0, count[2]);
        for (var id = 0; id < 5; id++)
        {
            Assert.Equal(weights[id] / weights.Sum(), count[id] / 100_000.0, 0.006);
        }
    }

    [Fact]
    public void The_nucleus_is_the_fewest_tokens_with_the_mass_and_equals_go_by_their_id()
    {
        float[] logits = [0, 1, 0, 0, -90];
        var seen = new HashSet<int>();
        for (var i = 0; i < 1000; i++)
        {
            seen.Add(_choice.Draw(logits, 1, 0.6, 0, i / 1000.0));
        }

        Assert.Equal([0, 1], seen.Order());
    }

    [Fact]
    public void The_edges_of_the_draw_are_tokens_that_can_come()
    {
        float[] logits = [float.NegativeInfinity, 0, 90, -90, float.NegativeInfinity];
        Assert.Equal(1, _choice.Draw([.. logits.Select(x => Math.Min(x, 0))], 1, 1, 0, 0));
        Assert.Equal(2, _choice.Draw(logits, 1, 1, 0, Math.BitDecrement(1.0)));
        Assert.Equal(2, _choice.Draw(logits, 1e-30, 1, 0, 0.999));
    }

    [Fact]
    public void Greedy_is_the_first_of_the_largest()
    {
        float[] logits = [0, 3, -1, 3];
        Assert.Equal(1, NextToken.Greedy(logits));
        Assert.Equal(1, _choice.Draw(logits, 0, 0.5, 0, 0.999));
    }

    [Fact]
    public void Logits_that_are_no_numbers_choose_nothing()
    {
        foreach (var bad in new[] { float.NaN, float.PositiveInfinity })
        {
            Assert.Equal(-1, NextToken.Greedy([0, bad, 1]));
            Assert.Equal(-1, _choice.Draw([0, bad, 1], 1, 0.9, 0.1, 0.5));
        }
        Assert.Equal(-1, NextToken.Greedy([float.NegativeInfinity, float.NegativeInfinity]));
    }

    [Fact]
    public void Tokens_below_the_fraction_of_the_likeliest_never_come()
    {
        var logits = ((double[])[1, 0.5, 0.1, 0.09, 0]).Select(p => (float)Math.Log(p)).ToArray();
        var seen = new HashSet<int>();
        for (var i = 0; i < 1000; i++)
        {
            seen.Add(_choice.Draw(logits, 1, 1, 0.0999, i / 1000.0));
        }

        Assert.Equal([0, 1, 2], seen.Order());
    }

    private static int Obvious(float[] logits, double temperature, double topP, double minP, double uniform)
    {
        var p = logits.Select(x => Math.Exp((x - logits.Max()) / temperature)).ToArray();
        var least = minP * p.Max();
        p = [.. p.Select(x => x < least ? 0 : x)];
        var nucleus = new List<int>();
        foreach (var id in Enumerable.Range(0, p.Length).OrderByDescending(i => p[i]).ThenBy(i => i))
        {
            if (nucleus.Sum(i => p[i]) < topP * p.Sum())
            {
                nucleus.Add(id);
            }
        }

        var sum = 0.0;
        foreach (var id in nucleus.Order())
        {
            if ((sum += p[id]) > uniform * nucleus.Sum(i => p[i]))
            {
                return id;
            }
        }

        return nucleus.Max();
    }
}
