using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Reports;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Selector;

public sealed class StepMetricsTests
{
    private static readonly PoolLabeller File = new("file", LabelScale.Ratings);
    private static readonly PoolLabeller Rollouts = new("rollouts", LabelScale.Fractions);

    public static TheoryData<int, double, double> Cases =>
        new()
        {
            { 1, 0.5, 0.5 },
            { 2, 0.25, 0.5 },
            { 3, 0.8125, 1 },
            { 4, 0, 0.125 },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_figure_of_every_labeller_is_what_a_plain_computation_gives(int seed, double threshold, double cut)
    {
        var pool = RandomPool.Make(problems: 14, seed);
        var report = pool.Report(new StepOptions(Threshold: threshold, LabelCut: cut));

        Assert.Equal(["file", "rollouts"], report.Steps!.Select(s => s.Labeller));
        foreach (var steps in report.Steps!)
        {
            var plain = new SlowSteps(pool.Of(steps.Labeller, cut), threshold);
            Assert.Equal(("fixed", threshold), (steps.Threshold!.Policy, steps.Threshold.Value));
            Assert.Equal((plain.Solutions.Count, plain.Steps.Count), (steps.Solutions, steps.Rated));
            Same(plain.Auc, steps.Auc);
            Same(plain, steps.FirstError);
            Same(plain, steps.Classes!);
            Same(plain.CalibrationError, steps.Calibration!.Error);
            Assert.Equal(plain.Steps.Count, steps.Calibration.Bins.Sum(b => b.Steps));
            Assert.All(steps.Calibration.Bins, bin => Same(plain, bin));
            double[] subsets = [.. plain.BySubject().Select(s => s.Plain.F1).Where(f1 => !double.IsNaN(f1))];
            Assert.Equal(subsets.Length, steps.SubsetMean!.Subsets);
            Same(subsets.Length == 0 ? double.NaN : subsets.Average(), steps.SubsetMean.F1);
        }
    }

    [Fact]
    public void Groups_by_subject_position_and_length_have_the_figures_of_their_steps()
    {
        var pool = RandomPool.Make(problems: 20, seed: 5);
        foreach (var steps in pool.Report().Steps!)
        {
            var plain = new SlowSteps(pool.Of(steps.Labeller, 0.5), 0.5);
            var expected = plain.BySubject().Concat(plain.ByPosition()).Concat(plain.ByLength()).ToArray();

            Assert.Equal(expected.Select(e => (e.By, e.Name)), steps.Groups!.Select(g => (g.By, g.Group)));
            foreach (var (group, of) in steps.Groups!.Zip(expected, (g, e) => (g, e.Plain)))
            {
                Assert.Equal((of.Solutions.Count, of.Steps.Count), (group.Solutions, group.Rated));
                Same(of.Auc, group.Auc);
                Same(of, group.Classes);
                Same(of.CalibrationError, group.CalibrationError);
                Assert.Equal(group.By == "position", group.FirstError is null);
                if (group.FirstError is { } firstError)
                {
                    Same(of, firstError);
                }
            }
        }
    }

    [Fact]
    public void The_intervals_are_those_of_resampled_problems()
    {
        var pool = RandomPool.Make(problems: 15, seed: 6);
        var steps = pool.Report().Steps![0];
        var all = pool.Of("file", 0.5);
        var resamples = new Resamples(15, 80, seed: 11);
        var resampled = Enumerable
            .Range(0, 80)
            .Select(b => new SlowSteps(
                [.. all.SelectMany(s => Enumerable.Repeat(s, resamples.Times(b, s.Problem)))],
                0.5
            ))
            .ToArray();

        double[] scores = [.. resampled.Select(r => r.PrmScore).Order()];
        Assert.Equal((scores[1], scores[^2]), (steps.Classes!.Low!.Value, steps.Classes.High!.Value), Near);
        string[] counted =
        [
            .. steps.Groups!.Where(g => g.FirstError?.F1 is not null && g.By == "subject").Select(g => g.Group),
        ];
        double[] means =
        [
            .. resampled
                .Select(r => r.BySubject().ToDictionary(s => s.Name, s => s.Plain.F1))
                .Select(r => counted.Average(c => r.GetValueOrDefault(c, double.NaN)))
                .Where(m => !double.IsNaN(m))
                .Order(),
        ];
        int tail = means.Length / 40;
        Assert.Equal(
            (means[tail - 1], means[^tail]),
            (steps.SubsetMean!.Low!.Value, steps.SubsetMean.High!.Value),
            Near
        );
    }

    [Fact]
    public void A_threshold_from_a_subset_is_the_best_for_the_subset_and_is_used_everywhere()
    {
        var pool = RandomPool.Make(problems: 20, seed: 7);
        foreach (var steps in pool.Report(new StepOptions(ThresholdFrom: "algebra")).Steps!)
        {
            Assert.Equal(("subset", "algebra"), (steps.Threshold!.Policy, steps.Threshold.Subset));
            double threshold = steps.Threshold.Value!.Value;
            var all = pool.Of(steps.Labeller, 0.5);
            var subset = all.Where(s => s.Subject == "algebra").ToList();
            double best = Enumerable.Range(0, 65).Max(t => new SlowSteps(subset, t / 64.0).F1);
            Assert.Equal(best, new SlowSteps(subset, threshold).F1, 1e-12);
            Same(new SlowSteps(all, threshold), steps.FirstError);
            Same(new SlowSteps(all, threshold), steps.Classes!);
        }
    }

    [Fact]
    public async Task A_subset_that_cannot_decide_the_threshold_leaves_what_needs_one_open()
    {
        var report = RandomPool.Make(problems: 10, seed: 8).Report(new StepOptions(ThresholdFrom: "nowhere"));
        var steps = report.Steps![0];

        Assert.Equal(new StepThreshold("subset", null, "nowhere"), steps.Threshold);
        Assert.Equal(
            (null, null, null),
            (steps.FirstError.F1, steps.FirstError.Low, steps.FirstError.ErroneousAccuracy)
        );
        Assert.Equal(new ClassMetrics(null, null, null), steps.Classes!.Wrong);
        Assert.Equal((null, null), (steps.Classes.PrmScore, steps.Classes.Low));
        Assert.Equal((null, null), (steps.SubsetMean!.F1, steps.SubsetMean.Low));
        Assert.NotNull(steps.Auc);
        Assert.NotNull(steps.Calibration!.Error);
        Assert.Contains("no threshold", await Page.Render(report));
    }

    [Fact]
    public void ProcessBenchs_published_F1_and_mean_follow_from_the_accuracies()
    {
        // F1 of Math-Shepherd-PRM-7B in ProcessBench's table, with accuracies on erroneous and on correct solutions in
        // thousandths.
        (string Subset, int Erroneous, int Correct, double F1)[] published =
        [
            ("gsm8k", 324, 917, 47.9),
            ("math", 180, 820, 29.5),
            ("olympiadbench", 150, 711, 24.8),
            ("omnimath", 142, 730, 23.8),
        ];
        ProblemColumns[] problems = [.. published.Select(s => Subset(s.Subset, s.Erroneous, s.Correct))];

        var steps = Assert.Single(Build(problems, new StepOptions(), File).Steps!);

        var subsets = steps.Groups!.Where(g => g.By == "subject").ToArray();
        Assert.Equal(published.Select(s => s.Subset), subsets.Select(s => s.Group));
        Assert.All(published.Zip(subsets), s => Assert.Equal(s.First.F1, 100 * s.Second.FirstError!.F1!.Value, 0.05));
        Assert.Equal(31.5, 100 * steps.SubsetMean!.F1!.Value, 0.05);
        Assert.Equal(4, steps.SubsetMean.Subsets);
    }

    [Fact]
    public void Without_subjects_there_are_no_subsets_and_no_mean()
    {
        var pool = RandomPool.Make(problems: 5, seed: 9);
        ProblemColumns[] problems = [.. pool.Columns.Select(p => p with { Subject = null })];

        var steps = Build(problems, new StepOptions(), File, Rollouts).Steps![0];

        Assert.Null(steps.SubsetMean);
        Assert.DoesNotContain(steps.Groups!, g => g.By == "subject");
    }

    [Fact]
    public void The_order_of_samples_and_the_number_of_threads_change_no_bit()
    {
        var pool = RandomPool.Make(problems: 12, seed: 10);
        string[] reports =
        [
            .. new[] { 1, 3 }.Select(threads => JsonSerializer.Serialize(pool.Report(threads: threads).Steps)),
            JsonSerializer.Serialize(pool.Reversed().Report().Steps),
        ];

        Assert.Equal(reports[0], reports[1]);
        Assert.Equal(reports[0], reports[2]);
    }

    [Fact]
    public void Fractions_that_are_missing_are_refused_by_name()
    {
        var pool = RandomPool.Make(problems: 3, seed: 11);
        var broken = pool.Columns[1] with
        {
            Labels = [pool.Columns[1].Labels![0], pool.Columns[1].Labels![1]! with { Fractions = null }],
        };

        var error = Assert.Throws<InvalidDataException>(() => Build([broken], new StepOptions(), File, Rollouts));

        Assert.Contains("Labels of problem p1: fractions are not one a mark", error.Message);
    }

    [Fact]
    public async Task The_page_has_every_labeller_diagrams_and_groups_and_no_NaN()
    {
        string page = await Page.Render(RandomPool.Make(problems: 10, seed: 12).Report());

        Assert.Equal(2, page.Split("plot reliability").Length - 1);
        Assert.Contains("Steps by subset", page);
        Assert.Contains("Steps by position", page);
        Assert.Contains("Steps by length", page);
        Assert.Contains("Labels of rollouts are fractions", page);
        Assert.DoesNotContain("NaN", page);
    }

    [Fact]
    public async Task Without_verdicts_only_the_steps_are_compared()
    {
        var pool = RandomPool.Make(problems: 6, seed: 13);
        var graded = pool.Report();
        var report = pool.Report(ungraded: 4);

        Assert.Empty(report.Strategies);
        Assert.Empty(report.Breakdowns);
        Assert.Equal(JsonSerializer.Serialize(graded.Steps), JsonSerializer.Serialize(report.Steps));
        Assert.StartsWith("4 solutions have no verdict", Assert.Single(report.Coverage!.Notes));
        string page = await Page.Render(report);
        Assert.Contains("<h1>Steps of pool</h1>", page);
        Assert.Contains("Steps by position", page);
    }

    private static EvaluationReport Build(
        ProblemColumns[] problems,
        StepOptions options,
        params PoolLabeller[] labellers
    ) => RandomPool.Build(problems, options, 0, 0, labellers);

    /// <summary>1,000 erroneous and 1,000 correct solutions of one step, of which so many are judged as labelled.</summary>
    private static ProblemColumns Subset(string name, int erroneous, int correct)
    {
        bool[] right = [.. Enumerable.Range(0, 2000).Select(i => i >= 1000)];
        double[] scores = [.. right.Select((r, i) => r == i % 1000 < (r ? correct : erroneous) ? 0.75 : 0.25)];
        return Pool.Problem(name, new int[2000], right) with
        {
            Subject = name,
            Scores = [Pool.Scores([.. scores.Select(p => new[] { 1 - p, 0, p })], 3)],
            Labels =
            [
                new LabelColumns(
                    Pool.Bytes([.. right.Select(_ => 1)]),
                    Pool.Bytes([.. right.Select(r => (sbyte)(r ? 1 : -1))])
                ),
            ],
        };
    }

    private static bool Near((double, double) expected, (double, double) actual) =>
        Math.Abs(expected.Item1 - actual.Item1) < 1e-6 && Math.Abs(expected.Item2 - actual.Item2) < 1e-6;

    private static void Same(double expected, double? actual)
    {
        if (double.IsNaN(expected))
        {
            Assert.Null(actual);
        }
        else
        {
            Assert.Equal(expected, actual!.Value, 1e-8);
        }
    }

    private static void Same(SlowSteps expected, FirstErrorMetrics actual)
    {
        Assert.Equal(
            (expected.Erroneous, expected.Correct, expected.Undecided),
            (actual.Erroneous, actual.Correct, actual.Undecided)
        );
        Same(expected.ErroneousAccuracy, actual.ErroneousAccuracy);
        Same(expected.CorrectAccuracy, actual.CorrectAccuracy);
        Same(expected.F1, actual.F1);
    }

    private static void Same(SlowSteps expected, StepClassMetrics actual)
    {
        foreach (var (right, metrics) in new[] { (true, actual.Right), (false, actual.Wrong) })
        {
            Same(expected.Precision(right), metrics.Precision);
            Same(expected.Recall(right), metrics.Recall);
            Same(expected.ClassF1(right), metrics.F1);
        }
        Same(expected.PrmScore, actual.PrmScore);
    }

    private static void Same(SlowSteps expected, CalibrationBin actual)
    {
        var own = expected.Bin(actual.From);
        Assert.Equal(own.Count, actual.Steps);
        Same(own.Count == 0 ? double.NaN : own.Average(s => s.P), actual.Predicted);
        Same(own.Count == 0 ? double.NaN : own.Average(s => s.Outcome), actual.Observed);
    }
}
