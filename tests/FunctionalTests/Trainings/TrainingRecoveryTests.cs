using Platform.Contracts;

namespace Platform.FunctionalTests.Trainings;

public sealed class TrainingRecoveryTests(SharedPlatform platform)
{
    /// <summary>Long enough for several checkpoints, which the trainer writes every 2 seconds here.</summary>
    private static readonly TrainingRecipe Recipe = TrainingJobs.Tiny with { Epochs = 24, Layers = 2, Width = 48 };

    [Fact]
    public async Task A_training_survives_kill_9_of_anything_and_gives_the_same_model()
    {
        await platform.ImportSample("to-disturb", problems: 8);

        var disturbed = await platform.Train(Objective.Process, "prm-disturbed", "to-disturb", Recipe);
        var before = await platform.UntilTraining(
            disturbed,
            t => t.Ended is not null || t.Progress is { } p && 3 * p.Step > p.Steps
        );
        Assert.True(before.Ended is null, "The training ended before it could be disturbed: make it longer.");
        platform.Kill("trainer");
        var steps = new List<int>();
        await platform.UntilTraining(
            disturbed,
            t =>
            {
                steps.Add(t.Progress!.Step);
                return t.Progress.Step > before.Progress!.Step;
            }
        );
        platform.Kill("rabbitmq");
        platform.Kill("dataset");
        platform.Kill("postgres");
        var after = await platform.Trained(disturbed);
        var calm = await platform.Trained(
            await platform.Train(Objective.Process, "prm-disturbed", "to-disturb", Recipe)
        );

        Assert.Equal(calm.TrainingSet, after.TrainingSet);
        Assert.Equal(calm.Model, after.Model);
        // It went on from the checkpoint instead of beginning anew.
        Assert.True(steps.Min() > before.Progress!.Step / 2, $"from {before.Progress.Step} to {steps.Min()}");
    }
}
