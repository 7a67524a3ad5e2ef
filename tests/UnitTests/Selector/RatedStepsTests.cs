using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Reports;
using Platform.Kernels.Statistics;
using Platform.Selector;
using Platform.Selector.Evaluations;

namespace Platform.UnitTests.Selector;

public sealed class RatedStepsTests
{
    private const sbyte Unrated = LabelColumns.Unrated;
    private static readonly PoolLabeller File = new("file", LabelScale.Ratings);

    [Fact]
    public void A_models_steps_are_held_against_the_labels()
    {
        // P(correct) is neutral + positive. Of the five samples the fourth is not scored and the fifth not labelled.
        var problem = Problem(
            "p",
            [
                [Row(0.9), Row(0.3), Row(0.8)],
                [Row(0.6), Row(0.7)],
                [Row(0.2), Row(0.9)],
                null,
                [Row(0.1)],
            ],
            [
                [1, -1, Unrated],
                [0, 1],
                [1, Unrated],
                [-1],
                [],
            ]
        );
        var steps = Assert.Single(Build([problem], "oracle:x-1").Steps!);
        Assert.Equal(("prm", "oracle:x-1", 3, 5), (steps.Model, steps.Labeller, steps.Solutions, steps.Rated));
        Assert.Equal((0.6, 0.2, 0.2), (steps.Positive, steps.Neutral, steps.Negative));
        // Right: 0.9, 0.6, 0.7, 0.2; wrong: 0.3.
        Assert.Equal(0.75, steps.Auc);
        var first = steps.FirstError;
        Assert.Equal((1, 1, 1), (first.Erroneous, first.Correct, first.Undecided));
        Assert.Equal((1, 1, 1), (first.ErroneousAccuracy, first.CorrectAccuracy, first.F1));
        Assert.Equal((0.75, 0.75, 1, 1), (steps.Low, steps.High, first.Low, first.High));
    }

    [Fact]
    public void A_pool_of_random_labels_gives_what_a_plain_computation_gives()
    {
        var problems = Random(problems: 15, seed: 1);
        var steps = Assert.Single(Build(problems, "file").Steps!);
        var (items, cases) = Slow(problems, _ => 1);
        Assert.Equal(items.Count, steps.Rated);
        Assert.Equal(Auc(items), steps.Auc!.Value, 1e-12);
        Assert.Equal(F1(cases), steps.FirstError.F1!.Value, 1e-12);
        Assert.Equal(cases.Count, steps.FirstError.Erroneous + steps.FirstError.Correct);

        var resamples = new Resamples(15, 80, seed: 11);
        var resampled = Enumerable
            .Range(0, 80)
            .Select(b => Slow(problems, p => resamples.Times(b, p)))
            .Select(s => (Auc: Auc(s.Items), F1: F1(s.Cases)))
            .ToArray();
        double[] aucs = [.. resampled.Select(r => r.Auc).Order()];
        double[] f1s = [.. resampled.Select(r => r.F1).Order()];
        Assert.Equal(aucs[1], steps.Low!.Value, 1e-6);
        Assert.Equal(aucs[^2], steps.High!.Value, 1e-6);
        Assert.Equal(f1s[1], steps.FirstError.Low!.Value, 1e-6);
        Assert.Equal(f1s[^2], steps.FirstError.High!.Value, 1e-6);
    }

    [Fact]
    public void The_numbers_are_equal_to_the_last_bit_whatever_the_threads()
    {
        var problems = Random(problems: 15, seed: 2);
        string[] reports = [.. new[] { 1, 3 }.Select(t => JsonSerializer.Serialize(Build(problems, "file", t).Steps))];
        Assert.Equal(reports[0], reports[1]);
    }

    [Fact]
    public void Without_labels_or_without_a_process_model_there_is_nothing_to_say()
    {
        var labelled = Problem(
            "p",
            [
                [Row(0.9)],
            ],
            [
                [1],
            ]
        );
        Assert.Empty(Build([labelled with { Labels = null }], null).Steps!);
        Assert.Empty(
            Build(
                [
                    Problem(
                        "p",
                        [
                            [Row(0.9)],
                        ],
                        [
                            [Unrated],
                        ]
                    ),
                ],
                "file"
            ).Steps!
        );
        var outcome = labelled with
        {
            Scores =
            [
                Pool.Scores(
                    [
                        [0.5],
                    ]
                ),
            ],
        };
        Assert.Empty(
            Report.Build(Pool.Header(1, Pool.Orm) with { Labellers = [File] }, [outcome], new SelectorOptions()).Steps!
        );
    }

    [Fact]
    public async Task One_kind_of_label_gives_no_area_and_no_F1_and_no_NaN()
    {
        var report = Build(
            [
                Problem(
                    "p",
                    [
                        [Row(0.9), Row(0.4)],
                    ],
                    [
                        [1, 1],
                    ]
                ),
            ],
            "file"
        );
        var steps = Assert.Single(report.Steps!);
        Assert.Equal((null, null, null), (steps.Auc, steps.Low, steps.High));
        Assert.Equal(
            (null, 0, null, null),
            (
                steps.FirstError.ErroneousAccuracy,
                steps.FirstError.CorrectAccuracy,
                steps.FirstError.F1,
                steps.FirstError.Low
            )
        );
        Assert.Contains("\"auc\":null", JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        Assert.DoesNotContain("NaN", await Page.Render(report));
    }

    [Fact]
    public void Scores_that_are_no_probabilities_or_not_one_a_step_are_left_out()
    {
        var problem = Problem(
            "p",
            [
                [
                    [0, 0, 7],
                ],
                [Row(0.9)],
                [Row(0.9), Row(0.2)],
            ],
            [
                [1],
                [1, -1],
                [1, -1],
            ]
        );
        var steps = Assert.Single(Build([problem], "file").Steps!);
        Assert.Equal((1, 2), (steps.Solutions, steps.Rated));
    }

    [Fact]
    public void Models_of_one_name_are_told_apart_by_version()
    {
        ModelLineage[] models = [Pool.Prm with { Version = "0123456789" }, Pool.Prm with { Version = "abcdefghij" }];
        var problem = Problem(
            "p",
            [
                [Row(0.9), Row(0.1)],
            ],
            [
                [1, -1],
            ]
        );
        problem = problem with { Scores = [problem.Scores[0], problem.Scores[0]] };
        var report = Report.Build(Pool.Header(1, models) with { Labellers = [File] }, [problem], new SelectorOptions());
        Assert.Equal(["prm@01234567", "prm@abcdefgh"], report.Steps!.Select(s => s.Model));
    }

    [Fact]
    public void Labels_that_contradict_the_samples_are_refused_by_name()
    {
        var problem = Problem(
            "p9",
            [
                [Row(0.9)],
            ],
            [
                [1],
            ]
        );
        var broken = problem with { Labels = [problem.Labels![0]! with { Labels = [] }] };
        var error = Assert.Throws<InvalidDataException>(() => Build([broken], "file"));
        Assert.Contains("Labels of problem p9: they end within sample 0", error.Message);
    }

    [Fact]
    public async Task The_page_and_the_event_have_them_and_a_report_from_before_is_read_all_the_same()
    {
        var report = Build(Random(problems: 6, seed: 3), "oracle:<x>");
        string page = await Page.Render(report);
        Assert.Contains("<h2>Steps</h2>", page);
        Assert.Contains("oracle:<wbr>&lt;x&gt;", page);
        Assert.Contains(Html.Percent(report.Steps![0].Auc!.Value), page);
        Assert.Equal(report.Steps.Select(s => s with { Groups = null }), Thinned.Of(report).Steps);

        var json = JsonSerializer.SerializeToNode(report, JsonSerializerOptions.Web)!.AsObject();
        Assert.NotNull(json["steps"]![0]!["firstError"]!["f1"]);
        json.Remove("steps");
        var old = json.Deserialize<EvaluationReport>(JsonSerializerOptions.Web)!;
        Assert.Null(old.Steps);
        Assert.DoesNotContain("<h2>Steps</h2>", await Page.Render(old));
    }

    private static EvaluationReport Build(ProblemColumns[] problems, string? labeller, int threads = 0) =>
        Report.Build(
            Pool.Header(problems.Length, Pool.Prm) with
            {
                Labellers = labeller is null ? [] : [new PoolLabeller(labeller, LabelScale.Ratings)],
            },
            problems,
            new SelectorOptions { Resamples = 80, Threads = threads }
        );

    private static double[] Row(double correct) => [1 - correct, correct / 4, correct - correct / 4];

    private static ProblemColumns Problem(string key, double[][]?[] rows, sbyte[][] labels) =>
        Pool.Problem(key, [.. rows.Select(_ => 0)], [.. rows.Select(_ => true)]) with
        {
            Scores = [Pool.Scores([.. rows.Select(r => r?.SelectMany(row => row).ToArray())], 3)],
            Labels =
            [
                new LabelColumns(
                    Pool.Bytes([.. labels.Select(l => l.Length)]),
                    Pool.Bytes([.. labels.SelectMany(l => l)])
                ),
            ],
        };

    private static ProblemColumns[] Random(int problems, long seed) =>
        [
            .. Enumerable
                .Range(0, problems)
                .Select(p =>
                {
                    var random = SplitMix.For(seed, p);
                    var rows = new double[6][][];
                    var labels = new sbyte[6][];
                    for (int i = 0; i < 6; i++)
                    {
                        int steps = 1 + random.Below(5);
                        rows[i] = [.. Enumerable.Range(0, steps).Select(_ => Row(random.Below(17) / 16.0))];
                        labels[i] = [.. Enumerable.Range(0, steps).Select(_ => (sbyte)(random.Below(13) / 4 - 1))];
                    }
                    return Problem($"p{p}", rows, labels);
                }),
        ];

    private static (List<(double P, bool Right)> Items, List<(int Label, int Said)> Cases) Slow(
        ProblemColumns[] problems,
        Func<int, int> times
    )
    {
        var (items, cases) = (new List<(double, bool)>(), new List<(int, int)>());
        foreach (var (p, problem) in problems.Index())
        {
            double[] rows = [.. Doubles(problem.Scores[0]!.Probabilities)];
            int at = 0;
            for (int i = 0; i < problem.Correct.Length; i++)
            {
                int steps = BitConverter.ToInt32(problem.Labels![0]!.Rows, 4 * i);
                int[] labels = [.. problem.Labels[0]!.Labels.Skip(at).Take(steps).Select(b => (sbyte)b)];
                double[] correct = [.. Enumerable.Range(at, steps).Select(r => rows[3 * r + 1] + rows[3 * r + 2])];
                at += steps;
                for (int t = 0; t < times(p); t++)
                {
                    items.AddRange(correct.Zip(labels).Where(s => s.Second != 2).Select(s => (s.First, s.Second >= 0)));
                    int wrong = Array.IndexOf(labels, -1);
                    if (!labels.Take(wrong < 0 ? steps : wrong).Contains(2))
                    {
                        cases.Add((wrong, Array.FindIndex(correct, c => c < 0.5)));
                    }
                }
            }
        }
        return (items, cases);
    }

    private static IEnumerable<double> Doubles(byte[] bytes) =>
        Enumerable.Range(0, bytes.Length / 8).Select(i => BitConverter.ToDouble(bytes, 8 * i));

    private static double Auc(List<(double P, bool Right)> items) =>
        (
            from right in items
            where right.Right
            from wrong in items
            where !wrong.Right
            select (Math.Sign(right.P - wrong.P) + 1) / 2.0
        ).Average();

    private static double F1(List<(int Label, int Said)> cases)
    {
        double a = cases.Where(c => c.Label >= 0).Average(c => c.Label == c.Said ? 1.0 : 0);
        double b = cases.Where(c => c.Label < 0).Average(c => c.Label == c.Said ? 1.0 : 0);
        return a + b == 0 ? 0 : 2 * a * b / (a + b);
    }
}
