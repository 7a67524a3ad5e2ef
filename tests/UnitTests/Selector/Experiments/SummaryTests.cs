using Platform.Contracts;
using Platform.Kernels.Statistics;
using Platform.Selector;
using Platform.Selector.Evaluations;
using Platform.Selector.Experiments;

namespace Platform.UnitTests.Selector.Experiments;

public sealed class SummaryTests
{
    private static readonly SelectorOptions Options = new() { Resamples = 400 };

    [Fact]
    public void Every_accuracy_is_that_of_the_evaluation_and_the_mean_of_the_seeds()
    {
        var evaluations = new[] { Evaluation(1), Evaluation(2) };
        ArmRun[] runs =
        [
            .. evaluations.SelectMany(
                (e, seed) =>
                    (ArmRun[])
                        [
                            new("PRM", "t", null, seed, null, null, e.Header.Evaluation, "prm", "prm.product"),
                            new("vote", "t", null, seed, null, null, e.Header.Evaluation, "orm", "weighted.orm"),
                            new("majority", "t", null, seed, null, null, e.Header.Evaluation, null, "majority"),
                            new("pass", "t", null, seed, null, null, e.Header.Evaluation, null, "pass"),
                        ]
            ),
        ];

        var report = Summarised(runs, [new("PRM", "majority")], evaluations);

        foreach (
            var (arm, strategy) in new[]
            {
                ("PRM", "prm.product"),
                ("vote", "weighted.orm"),
                ("majority", "majority"),
                ("pass", "pass"),
            }
        )
        {
            double[][] expected =
            [
                .. evaluations.Select(e =>
                    Report
                        .Build(e.Header, e.Problems, Options)
                        .Strategies.Single(s => s.Name == strategy)
                        .Curve.Select(p => p.Accuracy)
                        .ToArray()
                ),
            ];
            var curve = report.Curves.Single(c => c.Arm == arm).Curve;
            Assert.Equal([1, 2, 4, 5], curve.Select(p => p.N));
            foreach (var point in curve)
            {
                Assert.Equal(expected.Average(e => e[point.N - 1]), point.Accuracy, 6);
                Assert.Equal(expected[0][point.N - 1], point.Seeds[0], 5);
                Assert.Equal(expected[1][point.N - 1], point.Seeds[1], 5);
                Assert.InRange(point.Accuracy, point.Low, point.High);
            }
        }

        var last = report.Differences.Single(d => d is { N: 5, Since: null });
        var four = report.Differences.Single(d => d is { N: 4, Since: null });
        var growth = report.Differences.Single(d => d.Since is not null);
        Assert.Equal(last.Difference - four.Difference, growth.Difference, 5);
        Assert.Equal(last.Seeds.Average(), last.Difference, 5);
    }

    [Fact]
    public void Intervals_are_those_of_resampling_the_problems_of_both_arms_together()
    {
        var evaluation = Evaluation(3);
        var id = evaluation.Header.Evaluation;
        var report = Summarised(
            [
                new("PRM", "t", null, 0, null, null, id, "prm", "prm.min"),
                new("ORM", "t", null, 0, null, null, id, "orm", "orm"),
            ],
            [new("PRM", "ORM")],
            [evaluation]
        );

        var tested = TestedRuns.Of(
            evaluation.Header,
            evaluation.Problems,
            [
                new("PRM", "t", null, 0, null, null, id, "prm", "prm.min"),
                new("ORM", "t", null, 0, null, null, id, "orm", "orm"),
            ],
            Options
        );
        // The slow twin: draw problems, take the mean of their differences.
        var resamples = new Resamples(evaluation.Problems.Length, Options.Resamples, 0);
        var means = new List<double>();
        for (int b = 0; b < resamples.Count; b++)
        {
            var drawn = new List<double>();
            for (int p = 0; p < evaluation.Problems.Length; p++)
            {
                double difference = tested.Runs[0].Accuracy[p, 4] - (double)tested.Runs[1].Accuracy[p, 4];
                drawn.AddRange(Enumerable.Repeat(difference, resamples.Times(b, p)));
            }

            means.Add(drawn.Average());
        }

        means.Sort();
        var reported = report.Differences.Single(d => d is { N: 5, Since: null });
        Assert.Equal(means[Options.Resamples / 40 - 1], reported.Low, 5);
        Assert.Equal(means[^(Options.Resamples / 40)], reported.High, 5);
    }

    [Fact]
    public void Slopes_and_savings_are_measured_against_the_first_arm_and_need_a_value()
    {
        var evaluation = Evaluation(4);
        var id = evaluation.Header.Evaluation;
        // The model is the same at every size, so nothing grows and nothing is saved.
        ArmRun[] runs =
        [
            .. from size in (int[])[10, 20, 40]
            from arm in (string[])["uniform", "mixed"]
            select new ArmRun(arm, "t", size, 0, null, size * (arm == "mixed" ? 6 : 3), id, "prm", "prm.product"),
        ];

        var report = Summarised(runs, [new("mixed", "uniform")], [evaluation]);

        Assert.Equal(["uniform", "mixed"], report.Slopes.Select(s => s.Arm));
        Assert.All(report.Slopes, s => Assert.Equal(0, s.Slope, 6));
        Assert.Null(report.Slopes[0].Ratio);
        Assert.Equal(3 * 2, report.Savings.Count);
        Assert.All(report.Savings, s => Assert.Equal(("mixed", "uniform"), (s.Arm, s.Against)));
        var first = report.Savings.Single(s => s is { Size: 10, Unit: "solutions" });
        var steps = report.Savings.Single(s => s is { Size: 10, Unit: "steps" });
        Assert.Equal((1, 2), (first.Ratio, steps.Ratio));
        Assert.Equal(1, first.Resolved);
        Assert.All(report.Differences, d => Assert.Equal((0, 0, 0), (d.Difference, d.Low, d.High)));
        Assert.Equal(3, report.Differences.Count(d => d is { N: 5, Since: null }));
    }

    [Fact]
    public void Groups_cover_all_problems_and_average_to_the_whole()
    {
        var evaluation = Evaluation(5);
        var report = Summarised(
            [new("pass", "t", null, 0, null, null, evaluation.Header.Evaluation, null, "pass")],
            [],
            [evaluation]
        );

        var quintiles = report.Groups.Where(g => g.By == "quintile").ToList();
        Assert.Equal(["1", "2", "3", "4", "5"], quintiles.Select(g => g.Group));
        Assert.Equal(evaluation.Problems.Length, quintiles.Sum(g => g.Problems));
        Assert.Equal(
            report.Curves[0].Curve[^1].Accuracy,
            quintiles.Sum(g => g.Accuracy * g.Problems) / evaluation.Problems.Length,
            5
        );
        Assert.True(quintiles[0].Accuracy >= quintiles[4].Accuracy);
    }

    [Fact]
    public void A_strategy_that_an_evaluation_lacks_is_named()
    {
        var evaluation = Evaluation(6);

        var thrown = Assert.Throws<InvalidDataException>(() =>
            TestedRuns.Of(
                evaluation.Header,
                evaluation.Problems,
                [new("x", "t", null, 0, null, null, evaluation.Header.Evaluation, "other", "prm.product")],
                Options
            )
        );

        Assert.Contains("prm.product of other", thrown.Message);
    }

    [Fact]
    public void Areas_of_all_and_of_first_steps_are_those_of_comparing_every_right_with_every_wrong_step()
    {
        var (one, two) = (RandomPool.Make(30, 5), RandomPool.Make(30, 6));
        (Guid Id, RandomPool Pool)[] evaluations =
        [
            (new Guid(5, 0, 0, new byte[8]), one),
            (new Guid(6, 0, 0, new byte[8]), two),
        ];
        ArmRun[] runs =
        [
            .. evaluations.SelectMany(
                (e, seed) =>
                    (ArmRun[])
                        [
                            new("PRM", "t", 40, seed, null, null, e.Id, "prm", "prm.product"),
                            new("minimum", "t", 40, seed, null, null, e.Id, "prm", "prm.min"),
                            new("majority", "t", null, seed, null, null, e.Id, null, "majority"),
                        ]
            ),
        ];

        var report = Summarised(
            runs,
            [],
            [.. evaluations.Select(e => (RandomPool.Header(30) with { Evaluation = e.Id }, e.Pool.Columns))]
        );

        Assert.Equal([("PRM", "file"), ("PRM", "rollouts")], report.Steps!.Select(s => (s.Arm, s.Labeller)));
        foreach (var steps in report.Steps!)
        {
            double[] all = [.. evaluations.Select(e => Area(e.Pool, steps.Labeller, _ => true))];
            double[] first = [.. evaluations.Select(e => Area(e.Pool, steps.Labeller, s => s.Position == 1))];
            Assert.Equal(all, steps.All!.Seeds, (a, b) => Math.Abs(a - b) < 1e-6);
            Assert.Equal(first, steps.First!.Seeds, (a, b) => Math.Abs(a - b) < 1e-6);
            Assert.Equal(first.Average(), steps.First.Auc, 6);
            Assert.InRange(steps.First.Auc, steps.First.Low, steps.First.High);
            Assert.Equal(evaluations.Sum(e => e.Pool.Of(steps.Labeller, 0.5).Sum(s => s.Steps.Count)), steps.Rated);
        }

        static double Area(RandomPool pool, string labeller, Func<SlowStep, bool> wanted) =>
            new SlowSteps(
                [.. pool.Of(labeller, 0.5).Select(s => s with { Steps = [.. s.Steps.Where(wanted)] })],
                0.5
            ).Auc;
    }

    private static ExperimentReport Summarised(
        ArmRun[] runs,
        ArmPair[] pairs,
        IReadOnlyList<(EvaluationHeader Header, ProblemColumns[] Problems)> evaluations
    ) =>
        Summary.Of(
            new ExperimentArms(Guid.Empty, "best-of-n", runs, pairs),
            [
                .. evaluations.Select(e =>
                    TestedRuns.Of(
                        e.Header,
                        e.Problems,
                        [.. runs.Where(r => r.Evaluation == e.Header.Evaluation)],
                        Options
                    )
                ),
            ],
            Options.Resamples
        );

    /// <summary>Thirty problems with five samples each, random answers and scores.</summary>
    private static (EvaluationHeader Header, ProblemColumns[] Problems) Evaluation(int seed)
    {
        var random = SplitMix.For(seed, 0);
        var problems = new ProblemColumns[30];
        for (int p = 0; p < problems.Length; p++)
        {
            int right = random.Below(4);
            int[] answers = new int[5];
            var prm = new double[5][];
            var orm = new double[5][];
            for (int i = 0; i < answers.Length; i++)
            {
                answers[i] = random.Below(4);
                double first = random.Uniform();
                double second = random.Uniform();
                prm[i] = [1 - first, 0, first, 1 - second, 0, second];
                orm[i] = [random.Uniform()];
            }

            problems[p] = new(
                $"p{p}",
                null,
                null,
                [.. answers.Select(a => (byte)(a == right ? 1 : 0))],
                Pool.Bytes(Numbered(answers)),
                [Pool.Scores(prm, classes: 3), Pool.Scores(orm)]
            );
        }

        return (
            Pool.Header(problems.Length, Pool.Prm, Pool.Orm) with
            {
                Evaluation = new Guid(seed, 0, 0, new byte[8]),
                Pool = $"pool-{seed}",
            },
            problems
        );
    }

    /// <summary>Answers numbered by first appearance, as Dataset sends them.</summary>
    private static int[] Numbered(int[] answers)
    {
        var numbers = answers.Distinct().ToList();
        return [.. answers.Select(a => numbers.IndexOf(a))];
    }
}
