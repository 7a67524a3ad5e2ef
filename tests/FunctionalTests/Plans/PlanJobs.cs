using System.Text;
using System.Text.Json;
using Platform.Contracts;
using Platform.Tests;

namespace Platform.FunctionalTests.Plans;

/// <summary>Submits experiments and generations and waits, tolerating services that are being killed.</summary>
internal static class PlanJobs
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Imports some of the shipped sample's problems as a pool.</summary>
    public static async Task ImportProblems(this SharedPlatform platform, string pool, int first, int count)
    {
        var lines = await File.ReadAllLinesAsync(Checkout.Sample, TestContext.Current.CancellationToken);
        var text = string.Join('\n', lines.Skip(first).Take(count));
        await platform.Import(pool, new MemoryStream(Encoding.UTF8.GetBytes(text)));
    }

    public static async Task<Guid> Start(this SharedPlatform platform, GenerationsPlan plan)
    {
        var id = Guid.CreateVersion7();
        await platform.Broker.Submit(
            JsonSerializer.SerializeToUtf8Bytes(new SubmitGenerations(id, plan), Json),
            queue: "generations-jobs"
        );
        return id;
    }

    public static async Task<Guid> Start(this SharedPlatform platform, string experiment, ExperimentPlan plan)
    {
        var id = Guid.CreateVersion7();
        await platform.Broker.Submit(
            JsonSerializer.SerializeToUtf8Bytes(new SubmitExperiment(id, experiment, plan), Json),
            queue: "experiment-jobs"
        );
        return id;
    }

    /// <summary>Waits until a job of the plan is in a state.</summary>
    public static Task<GenerationsStatus> Until(
        this SharedPlatform platform,
        Guid generations,
        string job,
        string state
    ) =>
        platform.Poll(
            $"{job} of generations {generations}",
            c => platform.Dataset.GetGenerations(generations, c),
            g => g.Ended is not null || g.Jobs.Any(j => j.Name == job && j.State == state)
        );

    /// <summary>Returns generations that must complete.</summary>
    public static async Task<GenerationsStatus> CompletedGenerations(this SharedPlatform platform, Guid id)
    {
        var ended = await platform.Poll(
            $"Generations {id}",
            c => platform.Dataset.GetGenerations(id, c),
            g => g.Ended is not null
        );
        Assert.True(ended.State == "completed", $"{ended.State}: {string.Join("; ", ended.Reasons)}\n{platform.Log()}");
        return ended;
    }

    /// <summary>Returns the report of an experiment that must complete.</summary>
    public static async Task<ExperimentReport> CompletedExperiment(this SharedPlatform platform, Guid id)
    {
        var ended = await platform.Poll(
            $"Experiment {id}",
            c => platform.Dataset.GetExperiment(id, c),
            e => e.Ended is not null
        );
        Assert.True(ended.State == "completed", $"{ended.State}: {string.Join("; ", ended.Reasons)}\n{platform.Log()}");
        return ended.Report!;
    }
}
