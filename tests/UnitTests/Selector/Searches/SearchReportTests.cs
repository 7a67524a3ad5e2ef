using Platform.Contracts;
using Platform.Kernels.Statistics;
using Platform.Selector;
using Platform.Selector.Searches;

namespace Platform.UnitTests.Selector.Searches;

public sealed class SearchReportTests
{
    private static readonly SelectorOptions Options = new() { Threads = 1 };

    [Fact]
    public void Curves_of_the_baseline_equal_the_mean_over_every_subset()
    {
        var random = new SplitMix(3);
        for (int round = 0; round < 20; round++)
        {
            var problems = Problems(ref random, count: 6, beams: 5);
            var report = SearchReports.Of(Header(("samples", StepSearchStrategy.BestOfN, 5)), problems, Options);
            Assert.Equal("samples", report.Baseline);
            foreach (var curve in report.Curves)
            {
                foreach (var point in curve.Points)
                {
                    double expected = problems.Average(p => Subsets(p.Runs[0], point.N, curve.Rule));
                    Assert.Equal(expected, point.Accuracy, 6);
                    Assert.Equal(problems.Average(p => p.Runs[0].Tokens * point.N / 5.0), point.Tokens, 2);
                }
            }
        }
    }

    [Fact]
    public void A_run_is_compared_with_as_many_samples_as_its_tokens_pay_for()
    {
        var random = new SplitMix(4);
        var problems = Problems(ref random, count: 10, beams: 4)
            .Select(p => p with { Runs = [p.Runs[0] with { Tokens = 100 }, p.Runs[0] with { Tokens = 59 }] })
            .ToList();
        var report = SearchReports.Of(
            Header(("samples", StepSearchStrategy.BestOfN, 4), ("beam", StepSearchStrategy.Beam, 2)),
            problems,
            Options
        );
        Assert.Equal(9, report.Comparisons.Count);
        Assert.All(report.Comparisons, c => Assert.Equal(("beam", 2, 50.0, true), (c.Name, c.N, c.Tokens, c.Reached)));
        foreach (var c in report.Comparisons)
        {
            double own = report.Runs[1].Accuracies.Single(a => a.Rule == c.Rule).Accuracy.Value;
            double other = report.Curves.Single(x => x.Rule == c.Against).Points[1].Accuracy;
            Assert.Equal(other, c.Accuracy, 6);
            Assert.Equal(own - other, c.Difference.Value, 6);
            Assert.InRange(c.Difference.Value, c.Difference.Low!.Value, c.Difference.High!.Value);
        }
    }

    [Fact]
    public void A_budget_beyond_the_baseline_is_compared_with_all_of_it_and_says_so()
    {
        var random = new SplitMix(5);
        var problems = Problems(ref random, count: 5, beams: 3)
            .Select(p => p with { Runs = [p.Runs[0] with { Tokens = 30 }, p.Runs[0] with { Tokens = 31 }] })
            .ToList();
        var report = SearchReports.Of(
            Header(("samples", StepSearchStrategy.BestOfN, 3), ("dvts", StepSearchStrategy.Dvts, 2)),
            problems,
            Options
        );
        Assert.All(report.Comparisons, c => Assert.Equal((3, false), (c.N, c.Reached)));
        // The same solutions under the same rule differ in nothing.
        Assert.All(
            report.Comparisons.Where(c => c.Rule == c.Against),
            c => Assert.Equal((0, 0, 0), (c.Difference.Value, c.Difference.Low, c.Difference.High))
        );
    }

    [Fact]
    public void Solutions_count_as_often_as_they_were_drawn()
    {
        SearchRunColumns run = new(
            10,
            [new("a", false, Math.Log(0.9), 1, 3), new("b", true, Math.Log(0.5), 2, 3), new(null, false, null, 5, 3)]
        );
        var report = SearchReports.Of(Header(("beam", StepSearchStrategy.Beam, 2)), [new("p", true, [run])], Options);
        Assert.Equal(
            [("best", 0.0), ("weighted", 1.0), ("majority", 1.0)],
            report.Runs[0].Accuracies.Select(a => (a.Rule, a.Accuracy.Value))
        );
        Assert.Null(report.Baseline);
        Assert.Empty(report.Curves);
    }

    [Fact]
    public void Quintiles_go_from_the_easiest_and_a_choice_per_quintile_is_measured_on_the_other_half()
    {
        // Sampling solves the easier half and the search the harder one.
        var problems = Enumerable
            .Range(0, 40)
            .Select(p =>
            {
                bool easy = p < 20;
                SearchResultColumn[] samples =
                [
                    .. Enumerable.Range(0, 4).Select(i => new SearchResultColumn(easy ? "r" : $"w{i}", easy, -1, 1, 5)),
                ];
                SearchResultColumn found = new(easy ? "w" : "r", !easy, -1, 1, 5);
                return new SearchColumns($"{p}", true, [new(20, samples), new(20, [found])]);
            })
            .ToList();
        var report = SearchReports.Of(
            Header(("samples", StepSearchStrategy.BestOfN, 4), ("beam", StepSearchStrategy.Beam, 1)),
            problems,
            Options
        );
        Assert.Equal([1, 2, 3, 4, 5], report.Quintiles.Select(q => q.Quintile));
        Assert.All(report.Quintiles, q => Assert.Equal(8, q.Problems));
        Assert.Equal([1, 1, 0.5, 0, 0], report.Quintiles.Select(q => q.PassRate));
        var optimal = Assert.Single(report.Optimal);
        Assert.Equal(0.5, optimal.SingleAccuracy, 6);
        Assert.True(optimal.Accuracy.Value >= 0.8, $"{optimal.Accuracy.Value}");
        Assert.Equal(
            ["samples", "samples", "beam", "beam"],
            optimal.Choices.Where((_, i) => i != 2).Select(c => c.Split(' ')[0])
        );
    }

    [Fact]
    public void Problems_without_a_reference_answer_are_left_out()
    {
        var report = SearchReports.Of(
            Header(("samples", StepSearchStrategy.BestOfN, 2)),
            [new("p", false, [new(3, [])])],
            Options
        );
        Assert.Equal(0, report.Problems);
        Assert.Empty(report.Runs);
    }

    private static SearchHeader Header(params (string Name, StepSearchStrategy Strategy, int Beams)[] runs) =>
        new(
            [.. runs.Select(r => new SearchRunHeader(Guid.Empty, r.Name, r.Strategy, r.Beams, 1, "m@1", "lm@1"))],
            0,
            7
        );

    private static List<SearchColumns> Problems(ref SplitMix random, int count, int beams)
    {
        List<SearchColumns> problems = [];
        for (int p = 0; p < count; p++)
        {
            List<SearchResultColumn> results = [];
            for (int i = 0; i < beams; i++)
            {
                int answer = random.Below(4);
                results.Add(
                    new(
                        answer == 3 ? null : $"{answer}",
                        answer == 0,
                        random.Below(6) == 0 ? null : Math.Log((1 + random.Below(4)) / 5.0),
                        1,
                        5
                    )
                );
            }

            problems.Add(new($"{p}", true, [new(20 + random.Below(50), results)]));
        }

        return problems;
    }

    /// <summary>The mean over all subsets of n samples, each counted in the obvious way.</summary>
    private static double Subsets(SearchRunColumns run, int n, string rule)
    {
        var (sum, count) = (0.0, 0);
        for (int mask = 0; mask < 1 << run.Results.Count; mask++)
        {
            if (int.PopCount(mask) == n)
            {
                sum += Picked([.. run.Results.Where((_, i) => (mask >> i & 1) == 1)], rule);
                count++;
            }
        }

        return sum / count;
    }

    private static double Picked(SearchResultColumn[] drawn, string rule)
    {
        var able = drawn.Where(r => r.Answer is not null && (rule == "majority" || r.Score is not null)).ToList();
        if (able.Count == 0)
        {
            return 0;
        }

        if (rule == "best")
        {
            double best = able.Max(r => r.Score!.Value);
            return able.Where(r => r.Score == best).Average(r => r.Correct ? 1 : 0);
        }

        var votes = able.GroupBy(r => r.Answer)
            .Select(g => (g.First().Correct, Sum: g.Sum(r => rule == "majority" ? 1 : Math.Exp(r.Score!.Value))))
            .ToList();
        double most = votes.Max(v => v.Sum);
        return votes.Where(v => v.Sum > most - 1e-9).Average(v => v.Correct ? 1 : 0);
    }
}
