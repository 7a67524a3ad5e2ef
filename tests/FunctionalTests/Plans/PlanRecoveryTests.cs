using System.Text.Json;
using Platform.Contracts;
using Platform.FunctionalTests.Trainings;

namespace Platform.FunctionalTests.Plans;

public sealed class PlanRecoveryTests(SharedPlatform platform)
{
    private const string Supervisor = "model:prm-maths";

    [Fact]
    public async Task Generations_survive_kill_9_of_anything_and_no_number_changes()
    {
        await platform.ImportProblems("loop", 0, 12);
        await platform.ImportProblems("loop-test", 12, 6);
        var plan = new GenerationsPlan(
            "loop",
            2,
            new("loop"),
            new("loop-test"),
            "prm-maths",
            Retrain: true,
            Supervisor: Supervisor,
            Total: 60,
            SkipLabelledBy: "nobody",
            Recipe: TrainingJobs.Tiny
        );

        var disturbed = await platform.Start(plan);
        await platform.Until(disturbed, "evaluate-0", "running");
        platform.Kill("selector");
        await platform.Until(disturbed, "label-1", "completed");
        platform.Kill("trainer");
        platform.Kill("dataset");
        await platform.Until(disturbed, "train-1", "completed");
        platform.Kill("rabbitmq");
        await platform.Until(disturbed, "select-2", "completed");
        platform.Kill("postgres");
        platform.Kill("scorer-1");
        var after = await platform.CompletedGenerations(disturbed);
        var calm = await platform.CompletedGenerations(await platform.Start(plan));

        Assert.Equal(calm.Generations.Select(Numbers), after.Generations.Select(Numbers));
        Assert.Equal([null, 60, 60], after.Generations.Select(g => g.Selected));
        Assert.Equal(60, after.Generations[1].Labelled);
        // The second generation may choose some of the same solutions.
        Assert.InRange(after.Generations[2].Labelled!.Value, 60, 120);
        Assert.All(after.Generations, g => Assert.NotNull(g.Accuracy));
        // Nothing was labelled or trained twice.
        var jobs = await platform.Dataset.GetJob(disturbed, TestContext.Current.CancellationToken);
        Assert.Equal(after.Jobs.Select(j => j.Id).Order(), jobs.Children.Order());
        var page = await platform.Dataset.GetGenerationsHtml(disturbed, TestContext.Current.CancellationToken);
        Assert.Contains("Generations of loop", page);
        Assert.Contains(after.Generations[2].Model!, page);
    }

    [Fact]
    public async Task An_experiment_survives_kill_9_of_anything_and_its_report_is_the_same()
    {
        await platform.ImportProblems("supervised", 20, 10);
        await platform.ImportProblems("supervised-test", 30, 5);
        var plan = new ExperimentPlan(
            [new("supervised-test")],
            Pool: new("supervised"),
            Selector: "prm-maths",
            Supervisor: Supervisor,
            Sizes: [20, 60],
            Seeds: [5],
            Recipe: TrainingJobs.Tiny
        );

        var disturbed = await platform.Start("supervision", plan);
        await platform.Poll(
            "A training",
            c => platform.Dataset.GetExperiment(disturbed, c),
            e => e.Ended is not null || e.Jobs.Any(j => j is { Kind: "training", State: "completed" })
        );
        platform.Kill("dataset");
        platform.Kill("trainer");
        await platform.Poll(
            "The evaluation",
            c => platform.Dataset.GetExperiment(disturbed, c),
            e => e.Ended is not null || e.Jobs.All(j => j.State is not null)
        );
        platform.Kill("selector");
        platform.Kill("rabbitmq");
        var after = await platform.CompletedExperiment(disturbed);
        var calm = await platform.CompletedExperiment(await platform.Start("supervision", plan));

        Assert.Equal(Numbers(calm), Numbers(after));
        Assert.Equal([20, 20, 20, 60, 60, 60], after.Curves.Select(c => c.Size).OfType<int>().Order());
        Assert.Contains(after.Slopes, s => s.Arm == "process");
        var page = await platform.Dataset.GetExperimentHtml(disturbed, TestContext.Current.CancellationToken);
        Assert.Contains("Process against outcome supervision", page);
    }

    [Fact]
    public async Task Impossible_plans_are_refused_over_the_queue_and_before_anything_is_made()
    {
        var rejected = await platform.Broker.Listen("ExperimentRejected");
        var id = await platform.Start("supervision", new ExperimentPlan([new("nowhere")]));

        var status = await platform.Poll(
            "The rejection",
            c => platform.Dataset.GetExperiment(id, c),
            e => e.Ended is not null
        );

        Assert.Equal("rejected", status.State);
        Assert.Contains(status.Reasons, r => r.Contains("there is no pool 'nowhere'"));
        // The event is published after the rejection is stored.
        await platform.Poll(
            "The event",
            _ => platform.Broker.Heard(rejected),
            heard => heard.Any(m => m.GetProperty("experimentId").GetGuid() == id)
        );
        var body = new MemoryStream(
            """{"experiment":"difficulty","plan":{"models":["prm-maths"],"tests":[{"name":"made","make":{"family":"chain","problems":30,"split":"test"},"samples":4}]}}"""u8.ToArray()
        );
        var estimate = await platform.Dataset.EstimateExperiment(body, TestContext.Current.CancellationToken);
        Assert.Equal((2, 120L), (estimate.Jobs.Count, estimate.Solutions));
        Assert.DoesNotContain(
            await platform.Dataset.GetPools(TestContext.Current.CancellationToken),
            p => p.Name == "made"
        );
    }

    /// <summary>What does not depend on the names and ids of a run.</summary>
    private static string Numbers(GenerationSummary g) =>
        JsonSerializer.Serialize(g with { Model = null, Selection = null, Training = null, Evaluation = null });

    private static string Numbers(ExperimentReport report) =>
        JsonSerializer.Serialize(report with { Experiment = Guid.Empty, Evaluations = [] });
}
