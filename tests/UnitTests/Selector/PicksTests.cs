using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Selector;
using Platform.Selector.Evaluations;

namespace Platform.UnitTests.Selector;

public sealed class PicksTests
{
    [Theory]
    [InlineData(VoteTies.Uniform)]
    [InlineData(VoteTies.First)]
    public void Every_pick_is_a_best_sample_and_right_as_the_report_counts_it(VoteTies ties)
    {
        var random = new Random(3);
        var problems = Enumerable.Range(0, 40).Select(i => Problem($"p{i}", random.Next(0, 9), random)).ToList();
        var header = Pool.Header(problems.Count, Pool.Orm) with { Ties = ties };

        var (report, picks) = Report.BuildWithPicks(header, problems, new SelectorOptions());

        Assert.Equal(report.Strategies.Select(s => s.Name), picks!.Strategies);
        Assert.Equal(report.Samples, picks.Samples);
        foreach (var (s, strategy) in report.Strategies.Index())
        {
            Assert.Equal(strategy.Curve[^1].Accuracy, picks.Problems.Average(p => (double)p.Right[s]), 1e-6);
        }

        foreach (var (problem, picked) in problems.Zip(picks.Problems))
        {
            Assert.Equal(problem.Key, picked.Key);
            foreach (var (s, name) in picks.Strategies.Index())
            {
                Assert.Equal(Slow(problem, name), picked.Picked[s]);
            }
        }
    }

    [Fact]
    public void A_pick_that_ties_decide_is_right_with_their_share()
    {
        var problem = Pool.Problem(
            "p",
            [0, 1, 0, 1],
            [true, false, true, false],
            [
                [0.5],
                [0.5],
                [0.1],
                [0.1],
            ]
        );

        var picks = Report.BuildWithPicks(Pool.Header(1, Pool.Orm), [problem], new SelectorOptions()).Picks!;

        Assert.Equal(["orm", "majority", "weighted.orm", "pass"], picks.Strategies);
        Assert.Equal([0, 0, 0, 0], picks.Problems[0].Picked);
        Assert.Equal([0.5f, 0.5f, 0.5f, 1f], picks.Problems[0].Right);
    }

    [Fact]
    public void Without_samples_there_are_no_picks_and_a_problem_without_a_candidate_has_none()
    {
        Assert.Null(Report.BuildWithPicks(Pool.Header(1), [Pool.Problem("p", [], [])], new SelectorOptions()).Picks);
        var picks = Report
            .BuildWithPicks(
                Pool.Header(2),
                [Pool.Problem("none", [-1], [false]), Pool.Problem("one", [0], [true])],
                new SelectorOptions()
            )
            .Picks!;
        Assert.Equal([null, null], picks.Problems[0].Picked);
        Assert.Equal([0f, 0f], picks.Problems[0].Right);
    }

    [Fact]
    public void Sample_numbers_that_contradict_the_columns_are_refused()
    {
        var problem = Pool.Problem("p", [0, 1], [true, false]) with { Samples = [1, 2, 3] };

        var e = Assert.Throws<InvalidDataException>(() =>
            Report.Build(Pool.Header(1), [problem], new SelectorOptions())
        );
        Assert.Contains("sample numbers", e.Message);
    }

    /// <summary>Some samples without an answer or a score, few distinct scores so that ties occur, and gaps in the numbers.</summary>
    private static ProblemColumns Problem(string key, int samples, Random random)
    {
        int[] drawn = [.. Enumerable.Range(0, samples).Select(_ => random.Next(-1, 4))];
        var names = drawn.Where(a => a >= 0).Distinct().ToList();
        int[] answers = [.. drawn.Select(a => names.IndexOf(a))];
        return Pool.Problem(
            key,
            answers,
            [.. drawn.Select(a => a == 0)],
            [
                .. Enumerable
                    .Range(0, samples)
                    .Select(_ => random.Next(5) == 0 ? null : new[] { random.Next(1, 4) / 4.0 }),
            ]
        ) with
        {
            Samples = Pool.Bytes<int>([.. Enumerable.Range(0, samples).Select(i => (i * 3) + 2)]),
        };
    }

    private static int? Slow(ProblemColumns problem, string strategy)
    {
        var answers = MemoryMarshal.Cast<byte, int>(problem.Answers).ToArray();
        var numbers = MemoryMarshal.Cast<byte, int>(problem.Samples).ToArray();
        var rows = MemoryMarshal.Cast<byte, int>(problem.Scores[0]!.Rows).ToArray();
        var probabilities = new Queue<double>(
            MemoryMarshal.Cast<byte, double>(problem.Scores[0]!.Probabilities).ToArray()
        );
        double?[] scores = [.. rows.Select(r => r > 0 ? probabilities.Dequeue() : (double?)null)];
        var candidates = Enumerable
            .Range(0, answers.Length)
            .Where(i => answers[i] >= 0)
            .Select(i => (Number: numbers[i], Answer: answers[i], Right: problem.Correct[i] == 1, Score: scores[i]))
            .ToList();
        return strategy switch
        {
            "pass" => candidates.Where(c => c.Right).Select(c => (int?)c.Number).Min(),
            "orm" => candidates
                .Where(c => c.Score is not null && c.Score == candidates.Max(d => d.Score))
                .Select(c => (int?)c.Number)
                .Min(),
            _ => Winner([.. candidates.Select(c => (c.Number, c.Answer, strategy == "majority" ? 1 : c.Score))]),
        };
    }

    private static int? Winner(List<(int Number, int Answer, double? Weight)> votes)
    {
        var cast = votes.Where(v => v.Weight is not null).ToList();
        var sums = cast.GroupBy(v => v.Answer).ToDictionary(g => g.Key, g => g.Sum(v => v.Weight));
        return cast.Where(v => sums[v.Answer] == sums.Values.Max()).Select(v => (int?)v.Number).Min();
    }
}
