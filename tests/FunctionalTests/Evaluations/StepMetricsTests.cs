using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Platform.Contracts;
using Platform.Tests;

namespace Platform.FunctionalTests.Evaluations;

public sealed class StepMetricsTests(SharedPlatform platform)
{
    private const string Unlabelled = """
        {"id":"a","problem":"Ann has 12. Tom has twice as many as Ann. Eve has 4. How many has Tom?","answer":"24","solutions":[{"steps":["Eve = 4","Ann = 12","Tom = 12 * 2 = 24","# Answer\n24"]},{"steps":["Tom = 12 + 2 = 14","# Answer\n14"]},{"steps":["Ann = 12"],"finished":false}]}
        """;

    [Fact]
    public async Task The_files_labels_are_held_against_the_models_own_scores()
    {
        const int problems = 4;
        await platform.ImportSample("steps", problems);
        var id = await platform.Submit("steps", ["prm-maths"]);

        var steps = Assert.Single((await platform.Report(id)).Steps!);

        var items = new List<(double Correct, bool Right)>();
        var cases = new List<(int Label, int Said)>();
        foreach (var (labels, correct) in await Rated(id, problems))
        {
            items.AddRange(correct.Zip(labels).Where(s => s.Second is not null).Select(s => (s.First, s.Second >= 0)));
            cases.Add((Array.IndexOf(labels, -1), Array.FindIndex(correct, c => c < 0.5)));
        }
        Assert.Equal(("prm-maths", "file"), (steps.Model, steps.Labeller));
        Assert.Equal((items.Count, cases.Count), (steps.Rated, steps.Solutions));
        Assert.Equal(Area(items), steps.Auc!.Value, 1e-12);
        Assert.InRange(steps.Auc.Value, steps.Low!.Value, steps.High!.Value);
        double wrong = cases.Where(c => c.Label >= 0).Average(c => c.Label == c.Said ? 1.0 : 0);
        double right = cases.Where(c => c.Label < 0).Average(c => c.Label == c.Said ? 1.0 : 0);
        Assert.Equal(
            (cases.Count(c => c.Label >= 0), cases.Count(c => c.Label < 0), 0),
            (steps.FirstError.Erroneous, steps.FirstError.Correct, steps.FirstError.Undecided)
        );
        Assert.Equal(wrong, steps.FirstError.ErroneousAccuracy!.Value, 1e-12);
        Assert.Equal(right, steps.FirstError.CorrectAccuracy!.Value, 1e-12);
        Assert.Equal(2 * wrong * right / (wrong + right), steps.FirstError.F1!.Value, 1e-12);
    }

    [Fact]
    public async Task Labels_that_an_oracle_adds_make_the_report_outdated_and_stand_in_the_next()
    {
        var token = TestContext.Current.CancellationToken;
        await platform.Import("steps-oracle", new MemoryStream(Encoding.UTF8.GetBytes(Unlabelled)));
        var before = await platform.Submit("steps-oracle", ["prm-maths"]);
        Assert.Empty((await platform.Report(before)).Steps!);

        await platform.Dataset.Label("steps-oracle", new LabelPool("oracle"), token);
        Assert.False((await platform.End(before)).Current);
        var after = await platform.Submit("steps-oracle", ["prm-maths"]);
        await platform.Dataset.Label("steps-oracle", new LabelPool("oracle"), token);

        var steps = Assert.Single((await platform.Report(after)).Steps!);
        // 0, 1, 1, 1 and -1; the unfinished solution is labelled, and not counted.
        Assert.Equal(("oracle:synthetic-1", 2, 5), (steps.Labeller, steps.Solutions, steps.Rated));
        Assert.Equal((0.6, 0.2, 0.2), (steps.Positive, steps.Neutral, steps.Negative));
        Assert.Equal((1, 1, 0), (steps.FirstError.Erroneous, steps.FirstError.Correct, steps.FirstError.Undecided));
        Assert.True((await platform.End(after)).Current);
    }

    [Fact]
    public async Task Every_labeller_that_is_named_is_compared_by_itself_with_the_threshold_that_is_named()
    {
        var labelled = Unlabelled.Replace(
            "\"steps\":[\"Tom = 12 + 2 = 14\",\"# Answer\\n14\"]",
            "\"steps\":[\"Tom = 12 + 2 = 14\",\"# Answer\\n14\"],\"labels\":[-1,null]"
        );
        await platform.Import("steps-two", new MemoryStream(Encoding.UTF8.GetBytes(labelled)));
        await platform.Dataset.Label("steps-two", new LabelPool("oracle"), TestContext.Current.CancellationToken);
        var byDefault = await platform.Submit("steps-two", ["prm-maths"]);
        var all = await platform.Submit("steps-two", ["prm-maths"], steps: new(["oracle", "file"], Threshold: 0.25));

        Assert.Equal(["file"], (await platform.Report(byDefault)).Steps!.Select(s => s.Labeller));
        var steps = (await platform.Report(all)).Steps!;
        // The oracle labels every solution whose labels are not its own.
        Assert.Equal([("oracle:synthetic-1", 2), ("file", 1)], steps.Select(s => (s.Labeller, s.Solutions)));
        Assert.All(steps, s => Assert.Equal(new StepThreshold("fixed", 0.25), s.Threshold));
        Assert.Equal(["oracle", "file"], (await platform.End(all)).Steps!.Labellers!);
        Assert.Null((await platform.End(byDefault)).Steps);
    }

    [Fact]
    public async Task Fractions_as_labels_are_compared_without_verdicts_and_0_is_wrong_among_them()
    {
        const string problem = "Ann has 12. Tom has twice as many as Ann. How many has Tom? ";
        const string line = """
            {"input":"PROBLEMStep 1: Ann = 12 ки\nStep 2: Tom = 12 + 2 = 14 ки","label":"PROBLEMStep 1: Ann = 12 0.75\nStep 2: Tom = 12 + 2 = 14 0"}
            """;
        await platform.Import(
            "steps-fractions",
            new MemoryStream(Encoding.UTF8.GetBytes(line.Replace("PROBLEM", problem)))
        );
        var report = await platform.Report(await platform.Submit("steps-fractions", ["prm-maths"]));

        Assert.Empty(report.Strategies);
        var steps = Assert.Single(report.Steps!);
        Assert.Equal(new LabelReading(LabelScale.Fractions, 0.5), steps.Labels);
        Assert.Equal((2, 0.5, 0.0, 0.5), (steps.Rated, steps.Positive, steps.Neutral, steps.Negative));
        Assert.Equal((1, 0), (steps.FirstError.Erroneous, steps.FirstError.Undecided));
        Assert.Equal(0.75, steps.Calibration!.Bins.Where(b => b.Steps > 0).Sum(b => b.Steps * b.Observed!.Value), 1e-6);
    }

    [Fact]
    public async Task Labellers_and_subsets_that_are_not_there_are_rejected_with_what_is()
    {
        await platform.ImportSample("steps-names", problems: 2);
        var id = await platform.Submit("steps-names", ["prm-maths"], steps: new(["bob"], ThresholdFrom: "nowhere"));

        var reasons = (await platform.End(id)).Reasons;

        Assert.Contains(reasons, r => r.StartsWith("steps.labellers: ") && r.Contains("'bob'") && r.Contains("file"));
        Assert.Contains(reasons, r => r.StartsWith("steps.thresholdFrom: ") && r.Contains("'nowhere'"));
    }

    /// <summary>
    /// Returns the sample's finished solutions: the labels of its file, and P(correct), which counts neutral as correct, as
    /// returned by Dataset.
    /// </summary>
    private async Task<List<(int?[] Labels, double[] Correct)>> Rated(Guid evaluation, int problems)
    {
        var file = await File.ReadAllLinesAsync(Checkout.Sample, TestContext.Current.CancellationToken);
        await using var stream = await platform.Dataset.GetColumns(evaluation, TestContext.Current.CancellationToken);
        var columns = (await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => JsonSerializer.Deserialize<ProblemColumns>(line, JsonSerializerOptions.Web)!);
        var rated = new List<(int?[], double[])>();
        foreach (var (line, problem) in file.Take(problems).Zip(columns))
        {
            var scores = problem.Scores[0]!;
            // Negative, neutral, positive.
            var rows = MemoryMarshal
                .Cast<byte, double>(scores.Probabilities)
                .ToArray()
                .Chunk(3)
                .Select(classes => classes[1] + classes[2])
                .ToArray();
            int[] counts = [.. MemoryMarshal.Cast<byte, int>(scores.Rows)];
            var solutions = JsonDocument.Parse(line).RootElement.GetProperty("solutions");
            foreach (var (i, solution) in solutions.EnumerateArray().Index())
            {
                var labels = solution.GetProperty("labels").Deserialize<int?[]>()!;
                if (solution.GetProperty("finished").GetBoolean())
                {
                    rated.Add((labels, rows[..counts[i]]));
                }
                rows = rows[counts[i]..];
            }
        }
        return rated;
    }

    private static double Area(List<(double Correct, bool Right)> items) =>
        (
            from right in items
            where right.Right
            from wrong in items
            where !wrong.Right
            select (Math.Sign(right.Correct - wrong.Correct) + 1) / 2.0
        ).Average();
}
