using System.Text.Json;
using Platform.Contracts;

namespace Platform.FunctionalTests.Trainings;

/// <summary>Submits trainings and waits, tolerating services that are being killed.</summary>
internal static class TrainingJobs
{
    /// <summary>
    /// A model of a few thousand weights, which trains in seconds; on one thread, so that it is identical to the last bit.
    /// </summary>
    public static readonly TrainingRecipe Tiny = new()
    {
        Layers = 1,
        Width = 32,
        Heads = 2,
        NGram = 2,
        Context = 192,
        Pieces = 32,
        LargestNumber = 100,
        Batch = 16,
        WarmUp = 5,
        Epochs = 0.5,
        Seed = 7,
        Threads = 1,
    };

    public static async Task<Guid> Train(
        this SharedPlatform platform,
        Objective objective,
        string name,
        string pool,
        TrainingRecipe? recipe = null,
        string? origin = null
    )
    {
        var id = Guid.CreateVersion7();
        object job =
            objective == Objective.Language
                ? new TrainLanguageModel(id, name, [pool], Base: origin, Recipe: recipe ?? Tiny)
                : new TrainRewardModel(id, objective, name, [pool], Base: origin, Recipe: recipe ?? Tiny);
        await platform.SubmitTraining(JsonSerializer.SerializeToUtf8Bytes(job, JsonSerializerOptions.Web));
        return id;
    }

    public static Task SubmitTraining(this SharedPlatform platform, byte[] body, string? contentType = null) =>
        platform.Broker.Submit(body, contentType, "training-jobs");

    public static Task<TrainingStatus> UntilTraining(
        this SharedPlatform platform,
        Guid training,
        Func<TrainingStatus, bool> holds
    ) => platform.Poll($"Training {training}", c => platform.Dataset.GetTraining(training, c), holds);

    /// <summary>Returns a training, which must complete.</summary>
    public static async Task<TrainingStatus> Trained(this SharedPlatform platform, Guid training)
    {
        var status = await platform.UntilTraining(training, t => t.Ended is not null);
        Assert.True(
            status.State == "completed",
            $"{status.State}: {string.Join("; ", status.Reasons)}\n{platform.Log()}"
        );
        return status;
    }
}
