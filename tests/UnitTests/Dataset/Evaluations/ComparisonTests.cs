using Platform.Contracts;
using Platform.Dataset.Evaluations;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Dataset.Evaluations;

public sealed class ComparisonTests
{
    private const int Problems = 60;

    [Fact]
    public void Differences_and_their_intervals_are_those_of_the_problems_that_both_have()
    {
        var random = new Random(5);
        var first = Picks(["prm", "majority", "only-first"], 0, Problems, random);
        var second = Picks(["majority", "prm", "only-second"], 10, Problems, random);

        var comparison = Comparison.Of(Report("a", first), first, Report("b", second), second)!;

        Assert.Equal(Problems - 10, comparison.Problems);
        Assert.Equal(["prm", "majority"], comparison.Strategies.Select(s => s.Name));
        Assert.Equal(["only-first", "only-second"], comparison.Alone);
        var resamples = new Resamples(Problems - 10, comparison.Resamples, 11);
        foreach (var strategy in comparison.Strategies)
        {
            float[] one = Of(first, strategy.Name)[10..];
            float[] two = Of(second, strategy.Name)[..^10];
            Assert.Equal(one.Average(), strategy.First, 1e-6);
            Assert.Equal(two.Average(), strategy.Second, 1e-6);
            Assert.Equal(two.Average() - one.Average(), strategy.Difference, 1e-6);
            Assert.Equal(one.Zip(two).Count(p => p is { First: 1, Second: 0 }), strategy.OnlyFirst);
            Assert.Equal(one.Zip(two).Count(p => p is { First: 0, Second: 1 }), strategy.OnlySecond);
            // The slow twin: every resample, problem by problem.
            double[] draws =
            [
                .. Enumerable
                    .Range(0, resamples.Count)
                    .Select(b =>
                        Enumerable.Range(0, one.Length).Sum(p => resamples.Times(b, p) * (two[p] - one[p])) / one.Length
                    ),
            ];
            var (low, high) = Bootstrap.Interval(draws);
            Assert.Equal(low, strategy.Low, 1e-5);
            Assert.Equal(high, strategy.High, 1e-5);
        }
    }

    [Fact]
    public void An_evaluation_differs_from_itself_by_nothing()
    {
        var picks = Picks(["majority"], 0, Problems, new Random(1));

        var same = Assert.Single(Comparison.Of(Report("a", picks), picks, Report("b", picks), picks)!.Strategies);

        Assert.Equal((0.0, 0.0, 0.0, 0, 0), (same.Difference, same.Low, same.High, same.OnlyFirst, same.OnlySecond));
    }

    [Fact]
    public void Evaluations_without_a_common_problem_are_not_compared()
    {
        var one = Picks(["majority"], 0, 5, new Random(1));
        var other = Picks(["majority"], 5, 5, new Random(1));

        Assert.Null(Comparison.Of(Report("a", one), one, Report("b", other), other));
    }

    [Fact]
    public void A_tied_pick_is_neither_right_nor_wrong()
    {
        var picks = new EvaluationPicks(
            ["a", "b"],
            1,
            [new("clear", [0, 0], [1, 0]), new("tied", [0, 0], [0.5f, 0]), new("reverse", [0, 0], [0, 1])]
        );

        Assert.Equal(["clear"], new PickFilter("a", "b").Of(picks).Select(p => p.Key));
        Assert.Equal(["clear", "tied"], new PickFilter(null, "b").Of(picks).Select(p => p.Key));
        Assert.Equal(["clear", "tied", "reverse"], new PickFilter(null, null).Of(picks).Select(p => p.Key));
        Assert.Equal("c", new PickFilter("a", "c").Unknown(picks));
    }

    private static float[] Of(EvaluationPicks picks, string strategy)
    {
        int index = picks.Strategies.Index().First(s => s.Item == strategy).Index;
        return [.. picks.Problems.Select(p => p.Right[index])];
    }

    /// <summary>Random picks on the problems from a number on.</summary>
    private static EvaluationPicks Picks(string[] strategies, int from, int count, Random random) =>
        new(
            strategies,
            4,
            [
                .. Enumerable
                    .Range(from, count)
                    .Select(i => new ProblemPicks(
                        $"p{i}",
                        [.. strategies.Select(_ => (int?)0)],
                        [.. strategies.Select(_ => (float)random.Next(2))]
                    )),
            ]
        );

    private static EvaluationReport Report(string pool, EvaluationPicks picks) =>
        new(
            Guid.Empty,
            pool,
            picks.Problems.Count,
            picks.Samples,
            picks.Problems.Count * picks.Samples,
            [],
            [],
            [],
            [],
            new([], new Dictionary<string, int>(), 1, 11, 1000, "")
        );
}
