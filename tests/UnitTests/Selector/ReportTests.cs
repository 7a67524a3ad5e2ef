using System.Text.Json;
using Platform.Contracts;
using Platform.Kernels.Statistics;
using Platform.Selector;
using Platform.Selector.Evaluations;

namespace Platform.UnitTests.Selector;

public sealed class ReportTests
{
    [Theory]
    [InlineData(VoteTies.Uniform)]
    [InlineData(VoteTies.First)]
    public void Every_curve_equals_choosing_from_every_subset(VoteTies ties)
    {
        const int slots = 6;
        var problems = Random(problems: 7, most: slots, seed: 1);
        var header = Pool.Header(7, Pool.Prm, Pool.Orm) with { Ties = ties };
        var report = Report.Build(header, problems, new SelectorOptions());
        Assert.Equal(slots, report.Samples);
        Assert.Equal(20, report.Strategies.Count);
        Assert.EndsWith("; voting: exact", report.Lineage.Ties);
        foreach (var strategy in report.Strategies)
        {
            Assert.Equal(Enumerable.Range(1, slots), strategy.Curve.Select(p => p.N));
            foreach (var point in strategy.Curve)
            {
                double expected = problems.Average(p => SlowChoice.Expected(p, strategy.Name, ties, slots, point.N));
                Assert.True(
                    Math.Abs(expected - point.Accuracy) < 1e-9,
                    $"{strategy.Name} at N = {point.N}: {point.Accuracy} is not {expected}"
                );
            }
        }
    }

    [Fact]
    public void Voting_on_many_samples_agrees_with_choosing_from_random_subsets()
    {
        const int slots = 150;
        var problems = Random(problems: 12, most: slots, seed: 2);
        var report = Report.Build(Pool.Header(12, Pool.Prm, Pool.Orm), problems, new SelectorOptions());
        foreach (
            string name in (string[])
                ["majority", "weighted.prm.product", "weighted.prm.min.neutral-negative", "weighted.orm"]
        )
        {
            var curve = report.Strategies.Single(s => s.Name == name).Curve;
            foreach (int n in (int[])[1, 2, 3, 9, 10, 40, 90, 149, 150])
            {
                double simulated = problems.Average(p => SlowChoice.Simulated(p, name, slots, n, draws: 800));
                // Standard errors: at most 0.5 / sqrt(12 * 800) of the simulation, 0.001 of the curve.
                Assert.Equal(simulated, curve[n - 1].Accuracy, 4 * 0.0052);
            }
        }
    }

    [Fact]
    public void The_report_is_equal_to_the_last_bit_whatever_the_threads()
    {
        var problems = Random(problems: 40, most: 90, seed: 3);
        string[] reports =
        [
            .. new[] { 1, 2, 5 }.Select(threads =>
                JsonSerializer.Serialize(
                    Report.Build(
                        Pool.Header(40, Pool.Prm, Pool.Orm),
                        problems,
                        new SelectorOptions { Threads = threads }
                    )
                )
            ),
        ];
        Assert.Equal(reports[0], reports[1]);
        Assert.Equal(reports[0], reports[2]);
    }

    [Theory]
    [InlineData(9, 4)] // every subset is counted
    [InlineData(60, 5)] // votes are drawn
    public void The_order_of_the_samples_changes_no_curve_of_any_strategy(int most, long seed)
    {
        var problems = Random(problems: 12, most, seed);
        var random = new SplitMix((ulong)seed);
        string Numbers(ProblemColumns[] pool)
        {
            var report = Report.Build(Pool.Header(12, Pool.Prm, Pool.Orm), pool, new SelectorOptions());
            Assert.Equal(20, report.Strategies.Count);
            return JsonSerializer.Serialize(
                new
                {
                    report.Strategies,
                    report.Differences,
                    report.Breakdowns,
                }
            );
        }

        var expected = Numbers(problems);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(expected, Numbers([.. problems.Select(p => Pool.Permuted(p, ref random))]));
        }
    }

    [Fact]
    public void A_file_that_lists_right_solutions_first_gains_by_it_only_if_the_first_counted_wins()
    {
        var sorted = Pool.Problem("p", [0, 0, 1, 1], [true, true, false, false]);
        var reversed = Pool.Problem("p", [0, 0, 1, 1], [false, false, true, true]);
        double Majority(ProblemColumns problem, VoteTies ties) =>
            Accuracies(Report.Build(Pool.Header(1) with { Ties = ties }, [problem], new SelectorOptions()), "majority")
                .Last();

        Assert.Equal((1, 0), (Majority(sorted, VoteTies.First), Majority(reversed, VoteTies.First)));
        Assert.Equal((0.5, 0.5), (Majority(sorted, VoteTies.Uniform), Majority(reversed, VoteTies.Uniform)));
    }

    [Fact]
    public void What_a_pool_lacks_is_counted_and_said()
    {
        // p: one of three scored; q: one unfinished, none scored; r: nothing.
        ProblemColumns[] problems =
        [
            Pool.Problem(
                "p",
                [0, 1, 1],
                [true, false, false],
                [
                    [0.5],
                    null,
                    null,
                ]
            ),
            Pool.Problem("q", [0, -1], [true, false], [null, [0.5]]),
            Pool.Problem(
                "r",
                [],
                [],
                [
                    [],
                ]
            ),
        ];
        var coverage = Report.Build(Pool.Header(3, Pool.Orm), problems, new SelectorOptions()).Coverage!;
        Assert.Equal((4, 2, 1), (coverage.MissingSamples, coverage.ShortProblems, coverage.EmptyProblems));
        Assert.Equal(1, coverage.Unselectable);
        Assert.Equal(
            [new ModelCoverage("orm", Scored: 1, Unscored: 3, PartlyScored: 1, NotScored: 1)],
            coverage.Models
        );
        Assert.Equal(
            [
                "2 of 3 problems have fewer than 3 samples; 4 samples are missing. A missing sample takes up a slot and cannot be selected. 1 problem without any counts as wrong at every N.",
                "1 of 5 samples is unfinished or without an answer: such a sample takes up a slot, is never selected, and has no vote.",
                "orm has no score of 3 of 4 samples that can be selected (1 problem scored in part, 1 not at all). Its strategies never select a sample without a score, and its weighted votes leave it out; majority and pass count it.",
                "A draw in which nothing can be selected counts as wrong, as in the evaluation of openai/prm800k.",
            ],
            coverage.Notes
        );
        var whole = Report.Build(Pool.Header(1), [Pool.Problem("p", [0], [true])], new SelectorOptions());
        Assert.Empty(whole.Coverage!.Notes);
    }

    [Fact]
    public void A_solution_without_a_score_is_never_chosen_by_it_and_counts_for_the_rest()
    {
        // The right one is not scored: ORM can only take the wrong one, even though its score is the lowest there is.
        var problem = Pool.Problem("p", [0, 1], [true, false], [null, [0.0]]);
        var report = Report.Build(Pool.Header(1, Pool.Orm), [problem], new SelectorOptions());
        Assert.Equal([0, 0], Accuracies(report, "orm"));
        Assert.Equal([0, 0], Accuracies(report, "weighted.orm"));
        // One vote each: of both, one in two is right.
        Assert.Equal([0.5, 0.5], Accuracies(report, "majority"));
        Assert.Equal([0.5, 1], Accuracies(report, "pass"));
    }

    [Fact]
    public void Scores_outside_0_to_1_are_logits_to_the_vote_and_the_report_says_so()
    {
        // Two weak votes outweigh one strong one as probabilities; as raw numbers they would count against their answer.
        var problem = Pool.Problem(
            "p",
            [0, 0, 1],
            [true, true, false],
            [
                [-0.1],
                [-0.1],
                [1.5],
            ]
        );
        var report = Report.Build(Pool.Header(1, Pool.Orm), [problem], new SelectorOptions());
        Assert.Equal(1, report.Strategies.Single(s => s.Name == "weighted.orm").Curve[^1].Accuracy);
        Assert.Equal(0, report.Strategies.Single(s => s.Name == "orm").Curve[^1].Accuracy);
        Assert.Contains("weights of orm: logistic", report.Lineage.Ties);
        var half = Pool.Problem(
            "p",
            [0, 1],
            [true, false],
            [
                [0.4],
                null,
            ]
        );
        Assert.DoesNotContain(
            "logistic",
            Report.Build(Pool.Header(1, Pool.Orm), [half], new SelectorOptions()).Lineage.Ties
        );
    }

    [Fact]
    public void A_sample_without_an_answer_holds_a_slot_and_is_never_chosen()
    {
        var problem = Pool.Problem(
            "p",
            [-1, 0],
            [true, true],
            [
                [0.9],
                [0.1],
            ]
        );
        var report = Report.Build(Pool.Header(1, Pool.Orm), [problem], new SelectorOptions());
        Assert.All(report.Strategies, s => Assert.Equal([0.5, 1], s.Curve.Select(p => p.Accuracy)));
        Assert.Equal(2, report.Solutions);
    }

    [Fact]
    public void A_problem_without_candidates_is_wrong_and_counts()
    {
        ProblemColumns[] problems =
        [
            Pool.Problem("easy", [0, 0], [true, true]),
            Pool.Problem("none", [-1], [false]),
            Pool.Problem("empty", [], []),
        ];
        var report = Report.Build(Pool.Header(3), problems, new SelectorOptions());
        Assert.Equal(["majority", "pass"], report.Strategies.Select(s => s.Name));
        Assert.All(report.Strategies, s => Assert.All(s.Curve, p => Assert.Equal(1.0 / 3, p.Accuracy, 1e-12)));
    }

    [Fact]
    public void A_pool_without_solutions_gives_a_report_without_points()
    {
        foreach (
            var problems in (ProblemColumns[][])
                [
                    [],
                    [Pool.Problem("p", [], [])],
                ]
        )
        {
            var report = Report.Build(Pool.Header(problems.Length), problems, new SelectorOptions());
            Assert.All(report.Strategies, s => Assert.Empty(s.Curve));
            Assert.Equal(0, report.Samples);
        }
    }

    [Fact]
    public void A_model_without_a_single_score_has_no_strategies_and_the_lineage_says_so()
    {
        var problem = Pool.Problem(
            "p",
            [0, 1],
            [true, false],
            null,
            [
                [0.2],
                [0.1],
            ]
        );
        var report = Report.Build(Pool.Header(1, Pool.Prm, Pool.Orm), [problem], new SelectorOptions());
        Assert.Equal(["orm", "majority", "weighted.orm", "pass"], report.Strategies.Select(s => s.Name));
        Assert.Equal([("prm", 0), ("orm", 2)], report.Lineage.Models.Select(m => (m.Name, m.Scored)));
        Assert.Equal([0.5, 1], Accuracies(report, "orm"));
    }

    [Fact]
    public void NaN_is_no_score_and_is_reported()
    {
        var problem = Pool.Problem(
            "p",
            [0, 1],
            [true, false],
            [
                [0.4],
                [double.NaN],
            ]
        );
        var report = Report.Build(Pool.Header(1, Pool.Orm), [problem], new SelectorOptions());
        Assert.Equal([0.5, 1], Accuracies(report, "orm"));
        var failure = Assert.Single(report.Failures);
        Assert.Equal(("score", "orm", 1), (failure.Stage, failure.Model, failure.Count));
        Assert.Equal(["p #1"], failure.Examples);
        Assert.All(
            report.Strategies.SelectMany(s => s.Curve),
            p => Assert.True(double.IsFinite(p.Accuracy + p.Low + p.High))
        );
    }

    [Fact]
    public void Differences_are_paired_and_signed()
    {
        // ORM is right where majority is wrong, on every problem: the difference has no spread.
        var problems = Enumerable
            .Range(0, 10)
            .Select(i =>
                Pool.Problem(
                    $"{i}",
                    [0, 0, 1],
                    [false, false, true],
                    [
                        [0.1],
                        [0.2],
                        [0.9],
                    ]
                )
            )
            .ToArray();
        var report = Report.Build(Pool.Header(10, Pool.Orm), problems, new SelectorOptions());
        var difference = report.Differences.Single(d => d is { Strategy: "orm", Against: "majority", N: 3 });
        Assert.Equal((1, 1, 1), (difference.Difference, difference.Low, difference.High));
        var vote = report.Differences.Single(d => d is { Strategy: "weighted.orm", Against: "majority", N: 3 });
        Assert.Equal(1, vote.Difference);
    }

    [Fact]
    public void Breakdowns_hold_every_problem_once()
    {
        var problems = Random(problems: 23, most: 5, seed: 5)
            .Select(
                (p, i) =>
                    p with
                    {
                        Subject = i % 3 == 0 ? "algebra" : "geometry",
                        Level = i < 4 ? null : $"Level {i % 2}",
                    }
            )
            .ToArray();
        var report = Report.Build(Pool.Header(23, Pool.Prm, Pool.Orm), problems, new SelectorOptions());
        foreach (var by in report.Breakdowns.GroupBy(b => b.By))
        {
            Assert.Equal(23, by.Sum(g => g.Problems));
            foreach (var (i, strategy) in report.Strategies.Index())
            {
                double mean = by.Sum(g => g.Problems * g.Strategies[i].Curve[0].Accuracy) / 23;
                Assert.Equal(strategy.Curve[^1].Accuracy, mean, 1e-6);
            }
        }
        Assert.Equal(["subject", "level", "quintile"], report.Breakdowns.Select(b => b.By).Distinct());
        Assert.Equal(
            ["Level 0", "Level 1", "unknown"],
            report.Breakdowns.Where(b => b.By == "level").Select(b => b.Group)
        );
        var pass = report
            .Breakdowns.Where(b => b.By == "quintile")
            .Select(b => b.Strategies[^1].Curve[0].Accuracy)
            .ToArray();
        Assert.Equal(5, pass.Length);
        Assert.Equal(pass.OrderDescending(), pass);
    }

    [Fact]
    public void Columns_that_contradict_each_other_are_refused_by_name()
    {
        var problem = Pool.Problem(
            "p9",
            [0, 0],
            [true, true],
            [
                [0.5],
                [0.5],
            ]
        );
        var broken = problem with { Scores = [problem.Scores[0]! with { Probabilities = new byte[8] }] };
        var error = Assert.Throws<InvalidDataException>(() =>
            Report.Build(Pool.Header(1, Pool.Orm), [broken], new SelectorOptions())
        );
        Assert.Contains("Columns of problem p9: probabilities of orm end within sample 1", error.Message);
    }

    private static IEnumerable<double> Accuracies(EvaluationReport report, string strategy) =>
        report.Strategies.Single(s => s.Name == strategy).Curve.Select(p => p.Accuracy);

    private static ProblemColumns[] Random(int problems, int most, long seed) =>
        [
            .. Enumerable
                .Range(0, problems)
                .Select(p =>
                {
                    var random = SplitMix.For(seed, p);
                    int samples = p == 0 ? most : random.Below(most + 1);
                    int[] answers = [.. Enumerable.Range(0, samples).Select(_ => random.Below(5) - 1)];
                    bool[] right = [.. answers.Select(a => a == p % 4)];
                    var process = answers
                        .Select(_ =>
                            random.Below(8) == 0
                                ? null
                                : Enumerable
                                    .Range(0, 1 + random.Below(4))
                                    .SelectMany(_ =>
                                    {
                                        // No two alike: whether sums of weights tie must not hang on their last bit.
                                        double positive = random.Below(100_000) / 200_003.0;
                                        double neutral = random.Below(100_000) / 200_003.0;
                                        return new[] { 1 - positive - neutral, neutral, positive };
                                    })
                                    .ToArray()
                        )
                        .ToArray();
                    var outcome = answers
                        .Select(_ => random.Below(9) == 0 ? null : new[] { random.Below(5) / 4.0 })
                        .ToArray();
                    return Pool.Problem($"p{p}", answers, right) with
                    {
                        Scores = [Pool.Scores(process, 3), p == 2 ? null : Pool.Scores(outcome)],
                    };
                }),
        ];
}
