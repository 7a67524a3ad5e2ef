using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Contracts;
using Platform.Dataset.Reports;
using Platform.Selector;
using Platform.Selector.Selections;

namespace Platform.UnitTests.Selector;

public sealed class ChoiceTests
{
    private static readonly ModelLineage Two = new("prm", "v1", "process", ["negative", "positive"]);

    private static readonly SubmitSelection Request = new(
        null,
        "pool",
        ["prm"],
        SelectionPolicy.ConvincingWrong,
        PerProblem: 2
    );

    [Fact]
    public void Every_solution_that_cannot_be_chosen_is_counted_under_its_first_reason()
    {
        var problem = Problem(
            "a",
            [
                new(Score: 0.9, Verdict: 0),
                new(Score: 0.8, Verdict: 0, Text: 100), // a duplicate of the first
                new(Score: null, Verdict: 0),
                new(Score: 0.7, Verdict: -1),
                new(Score: 0.6, Verdict: 0, Finished: false),
                new(Score: 0.5, Verdict: 0, Text: 77, Labelled: true),
                new(Score: 0.4, Verdict: 0, Text: 77), // the text is labelled
                new(Score: 0.3, Verdict: 0),
            ]
        );
        var excluded = Problem("b", [new(0.9, 0)]) with { Excluded = true };
        var control = Problem("c", [new(0.9, 0)]) with { Control = true };

        var (chosen, report) = Choose(Request, [Two], problem, excluded, control);

        Assert.Equal([(100, 1), (107, 2)], chosen.Select(c => ((int)c.Id, c.Rank)));
        Assert.Equal(
            [
                new("excluded problem", 1),
                new("control problem", 1),
                new("no answer", 1),
                new("no verdict", 1),
                new("no score", 1),
                new("labelled already", 2),
                new("duplicate", 1),
            ],
            report.LeftOut
        );
        Assert.Equal((10, 2, 2), (report.Solutions, report.Selectable.Solutions, report.Selected.Solutions));
    }

    [Fact]
    public void A_missing_score_is_never_the_lowest_score()
    {
        var problem = Problem("a", [new(null, 0), new(0, 0), new(double.NaN, 0)]);

        var (chosen, report) = Choose(Request, [Two], problem);

        Assert.Equal((101, 0.0), (Assert.Single(chosen).Id, chosen[0].Score));
        Assert.Equal([new("no score", 2)], report.LeftOut);
    }

    [Theory]
    [InlineData(ScoreAggregation.Product, 0.3)]
    [InlineData(ScoreAggregation.Min, 0.5)]
    [InlineData(ScoreAggregation.Last, 0.6)]
    [InlineData(ScoreAggregation.Mean, 0.55)]
    public void The_score_is_that_of_the_aggregation(ScoreAggregation aggregation, double score)
    {
        var problem = Problem(
            "a",
            [new(0, 0)],
            [
                [0.5, 0.5, 0.4, 0.6],
            ],
            classes: 2
        );

        var (chosen, _) = Choose(Request with { Aggregation = aggregation }, [Two], problem);

        Assert.Equal(score, Assert.Single(chosen).Score, 1e-12);
    }

    [Fact]
    public void Neutral_counts_as_the_selection_says()
    {
        var three = new ModelLineage("prm", "v1", "process", ["negative", "neutral", "positive"]);
        var problem = Problem(
            "a",
            [new(0, 0)],
            [
                [0.1, 0.4, 0.5],
            ],
            classes: 3
        );

        Assert.Equal(0.9, Choose(Request, [three], problem).Chosen[0].Score, 1e-12);
        Assert.Equal(
            0.5,
            Choose(Request with { Neutral = NeutralSteps.Negative }, [three], problem).Chosen[0].Score,
            1e-12
        );
    }

    [Fact]
    public void One_model_is_uncertain_by_entropy_and_several_by_disagreement()
    {
        var uncertain = Request with { Policy = SelectionPolicy.Uncertain, PerProblem = 1 };
        var samples = (Sample[])[new(0, -1), new(0, -1)];
        var one = Problem(
            "a",
            samples,
            [
                [0.01, 0.99],
                [0.5, 0.5],
            ],
            classes: 2
        );
        var several = one with
        {
            Scores =
            [
                one.Scores[0],
                Pool.Scores(
                    [
                        [0.9, 0.1],
                        [0.5, 0.5],
                    ],
                    2
                ),
            ],
        };

        var (entropy, _) = Choose(uncertain, [Two], one);
        var (disagreement, _) = Choose(uncertain, [Two, Two with { Name = "other" }], several);

        Assert.Equal((101, Math.Log(2)), (Assert.Single(entropy).Id, entropy[0].Uncertainty!.Value));
        Assert.Equal(100, Assert.Single(disagreement).Id);
        Assert.Equal(0.445, disagreement[0].Uncertainty!.Value, 1e-12);
        Assert.Equal(0.545, disagreement[0].Score, 1e-12);
    }

    [Fact]
    public void Figures_compare_what_is_selected_with_what_could_be()
    {
        var problem = Problem(
            "a",
            [.. Enumerable.Range(0, 20).Select(i => new Sample((i + 0.5) / 20, (sbyte)(i % 2), Characters: 10 * i))]
        );

        var (_, report) = Choose(Request with { PerProblem = 4 }, [Two], problem);

        Assert.Equal((20, 10, 10), (report.Selectable.Solutions, report.Selectable.Right, report.Selectable.Wrong));
        Assert.Equal((4, 0, 4), (report.Selected.Solutions, report.Selected.Right, report.Selected.Wrong));
        Assert.Equal(0.775, report.Selected.Score!.Mean, 1e-12);
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1, 1, 1], report.Scores.Select(b => b.Selected));
        Assert.All(report.Scores, b => Assert.Equal(2, b.Selectable));
        Assert.All(report.Lengths, b => Assert.Equal(2, b.Selectable));
        Assert.Equal((0.0, 10.0), (report.Lengths[0].From, report.Lengths[0].To));
        Assert.Equal(report.Selected.Solutions, report.Lengths.Sum(b => b.Selected));
        Assert.Equal([new ReasonProfile("convincing-wrong", report.Selected)], report.Reasons);
    }

    [Fact]
    public void Columns_that_contradict_each_other_are_an_error()
    {
        var problem = Problem("a", [new(0.5, 0), new(0.6, 0)]);

        var error = Assert.ThrowsAny<Exception>(() => Choose(Request, [Two], problem with { Verdicts = [0] }));
        Assert.Contains("problem a", (error.InnerException ?? error).Message);
        Assert.ThrowsAny<Exception>(() =>
            Choose(Request, [Two], problem with { Scores = [problem.Scores[0]! with { Probabilities = [] }] })
        );
    }

    [Fact]
    public void An_empty_pool_has_a_report_too()
    {
        var (chosen, report) = Choose(Request, [Two]);

        Assert.Empty(chosen);
        Assert.Null(report.Selectable.Score);
        Assert.Equal(JsonSerializer.Serialize(report), JsonSerializer.Serialize(Choose(Request, [Two]).Report));
    }

    [Fact]
    public async Task The_page_shows_the_figures_asks_the_network_for_nothing_and_takes_names_as_text()
    {
        var problem = Problem("a", [new(0.5, 0), new(0.6, 1), new(0.7, 0)]) with { Subject = "<u>" };
        var (_, report) = Choose(Request, [Two], problem, Problem("b", [new(0.5, 0)]));
        var overlap = new SelectionOverlap(Guid.Empty, 0, SelectionPolicy.Mixed, 4, 1);
        var status = new SelectionStatus(
            Guid.Empty,
            Request,
            "<script>alert(1)</script>",
            ["prm@v1"],
            1,
            "completed",
            [],
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch,
            [],
            true,
            1,
            3,
            new string('5', 64),
            0.1,
            report with
            {
                Overlaps = [overlap],
            }
        );

        string page = await Page.Render(status);

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<u>", page);
        Assert.DoesNotContain("://", page);
        Assert.DoesNotContain("NaN", page);
        Assert.Contains("convincing-wrong", page);
        Assert.Contains("1 of 4, mixed", page);
        Assert.Contains("2 a problem", page);
        var open = new Stack<string>();
        foreach (Match tag in Regex.Matches(page, @"<(/?)([a-zA-Z]\w*)[^>]*?(/?)>"))
        {
            if (tag.Groups[1].Length > 0)
            {
                Assert.Equal(open.Pop(), tag.Groups[2].Value);
            }
            else if (tag.Groups[3].Length == 0 && tag.Groups[2].Value is not "meta")
            {
                open.Push(tag.Groups[2].Value);
            }
        }
        Assert.Empty(open);
    }

    private static (IReadOnlyList<ChosenSolution> Chosen, SelectionReport Report) Choose(
        SubmitSelection request,
        ModelLineage[] models,
        params SelectionColumns[] problems
    ) => Choice.Of(new SelectionHeader(request, models, 1, problems.Length), problems, new SelectorOptions());

    /// <summary>Solutions of one step, with the ids 100, 101 and so on.</summary>
    private static SelectionColumns Problem(string key, Sample[] samples) =>
        Problem(
            key,
            samples,
            [.. samples.Select(s => s.Score is { } score ? (double[])[1 - score, score] : null)],
            classes: 2
        );

    private static SelectionColumns Problem(string key, Sample[] samples, double[]?[] rows, int classes) =>
        new(
            key,
            null,
            false,
            false,
            Pool.Bytes([.. samples.Select((_, i) => 100L + i)]),
            Pool.Bytes([.. samples.Select((_, i) => i)]),
            [.. samples.Select(s => (byte)(s.Finished ? 1 : 0))],
            Pool.Bytes([.. samples.Select(s => s.Verdict)]),
            [.. samples.Select(s => (byte)(s.Labelled ? 1 : 0))],
            Pool.Bytes([.. samples.Select((s, i) => s.Text ?? 100L + i)]),
            Pool.Bytes([.. rows.Select(r => (r?.Length ?? 0) / classes)]),
            Pool.Bytes([.. samples.Select(s => s.Characters)]),
            [Pool.Scores(rows, classes)]
        );

    private sealed record Sample(
        double? Score,
        sbyte Verdict,
        long? Text = null,
        bool Finished = true,
        bool Labelled = false,
        int Characters = 50
    );
}
