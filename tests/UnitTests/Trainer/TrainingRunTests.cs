using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Trainer;
using Platform.Training;

namespace Platform.UnitTests.Trainer;

public sealed class TrainingRunTests : IDisposable
{
    private static readonly TrainingProgress Half = new(5, 10, 0.5, 1e-3, 1000, 640, 1.5);

    private readonly TrainerDataset dataset = new();
    private readonly string folder = Directory.CreateTempSubdirectory("trainer-").FullName;

    private static string Endless(TrainingPlan plan, Action<TrainingProgress> progress, CancellationToken stop)
    {
        progress(Half);
        stop.WaitHandle.WaitOne();
        throw new OperationCanceledException(stop);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_offer_ends_with_a_model_in_Dataset_and_nothing_left_on_disk()
    {
        string? examples = null;
        await using var trainer = await TestTrainer.Start(
            dataset,
            folder,
            (plan, progress, _) =>
            {
                examples = File.ReadAllText(plan.Examples);
                progress(Half);
                return TestTrainer.Model(plan);
            }
        );

        var id = await trainer.Offer(dataset);

        var completed = await trainer.Said<ModelTrained>(id);
        Assert.Equal(completed.Model, Assert.Single(dataset.Models));
        Assert.Equal(2, dataset.Files.Count);
        Assert.Contains("1 + 1?", examples);
        Assert.Equal(Half, (await trainer.Said<TrainingHeartbeat>(id, m => m.Progress is not null)).Progress);
        await Gone(Path.Combine(folder, $"{id}"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_drained_trainer_lets_go_of_its_training_takes_no_other_and_stays_up()
    {
        await using var trainer = await TestTrainer.Start(dataset, folder, Endless);
        var id = await trainer.Offer(dataset);
        await trainer.Said<TrainingHeartbeat>(id, m => m.Progress is not null);

        await trainer.Runner.Drain();
        var other = await trainer.Offer(dataset);

        await trainer.Said<WorkReleased>(id);
        Assert.Contains("drained", (await trainer.Said<WorkReleased>(other)).Reason);
        // A failed one would take the process with it.
        Assert.True(trainer.Runner.ExecuteTask!.IsCompletedSuccessfully);
        Assert.True(Directory.Exists(Path.Combine(folder, $"{id}")));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_busy_trainer_lets_go_of_another_training_and_the_same_offer_trains_once()
    {
        var begun = new ConcurrentQueue<Guid>();
        await using var trainer = await TestTrainer.Start(
            dataset,
            folder,
            (plan, progress, stop) =>
            {
                begun.Enqueue(plan.TrainingId);
                return Endless(plan, progress, stop);
            }
        );
        var id = await trainer.Offer(dataset);
        await trainer.Said<TrainingHeartbeat>(id, m => m.Progress is not null);

        var other = await trainer.Offer(dataset);
        await trainer.Offer(dataset, again: id);

        Assert.Contains("busy", (await trainer.Said<WorkReleased>(other)).Reason);
        while (trainer.Said<TrainingHeartbeat>().Count(m => m.Progress is null) < 2)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal([id], begun);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_trainer_that_announces_the_end_of_a_training_takes_the_next()
    {
        await using var trainer = await TestTrainer.Start(dataset, folder, (plan, _, _) => TestTrainer.Model(plan));
        Guid? next = null;
        trainer.BeforeSaying = async message =>
        {
            if (message is ModelTrained && next is null)
            {
                next = Guid.CreateVersion7();
                await trainer.Offer(dataset, next);
                await Task.WhenAny(trainer.Said<TrainingHeartbeat>(next.Value), trainer.Said<WorkReleased>(next.Value));
            }
        };

        await trainer.Said<ModelTrained>(await trainer.Offer(dataset));

        await trainer.Said<ModelTrained>(next!.Value);
        Assert.Empty(trainer.Said<WorkReleased>());
    }

    [Theory(Timeout = 60_000)]
    [InlineData("cancelling", true)]
    [InlineData("cancelled", false)]
    [InlineData("completed", false)]
    public async Task A_training_that_nobody_wants_any_more_is_stopped(string state, bool said)
    {
        await using var trainer = await TestTrainer.Start(dataset, folder, Endless);
        var id = await trainer.Offer(dataset);
        await trainer.Said<TrainingHeartbeat>(id, m => m.Progress is not null);

        dataset.States[id] = state;

        await Gone(Path.Combine(folder, $"{id}"));
        Assert.Equal(said, trainer.Said<WorkReleased>().Any(m => m.Reason.Contains("cancelled")));
        Assert.Empty(dataset.Models);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_trainer_that_stops_lets_go_of_its_training_and_keeps_the_folder()
    {
        await using var trainer = await TestTrainer.Start(dataset, folder, Endless);
        var id = await trainer.Offer(dataset);
        await trainer.Said<TrainingHeartbeat>(id, m => m.Progress is not null);

        await trainer.Runner.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains("shuts down", (await trainer.Said<WorkReleased>(id)).Reason);
        Assert.True(File.Exists(Path.Combine(folder, $"{id}", "examples.jsonl")));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true, "step 7: the loss is NaN")]
    [InlineData(false, "DivideByZeroException: ")]
    public async Task What_breaks_is_the_reason_of_a_failed_training(bool diverges, string reason)
    {
        await using var trainer = await TestTrainer.Start(
            dataset,
            folder,
            (_, _, _) =>
                throw (diverges ? new TrainingDivergedException(7, "the loss is NaN") : new DivideByZeroException("no"))
        );

        var id = await trainer.Offer(dataset);

        Assert.StartsWith(reason, Assert.Single((await trainer.Said<WorkFailed>(id)).Reasons));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_Dataset_that_is_away_and_a_set_that_comes_damaged_are_waited_out()
    {
        dataset.Damaged = 1;
        dataset.Troubles.Enqueue(("/files", HttpStatusCode.ServiceUnavailable));
        dataset.Troubles.Enqueue(("/models", HttpStatusCode.InternalServerError));
        await using var trainer = await TestTrainer.Start(dataset, folder, (plan, _, _) => TestTrainer.Model(plan));

        var id = await trainer.Offer(dataset);

        await trainer.Said<ModelTrained>(id);
        Assert.Empty(dataset.Troubles);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_model_that_Dataset_refuses_is_a_failed_training()
    {
        dataset.Troubles.Enqueue(("/models", HttpStatusCode.BadRequest));
        await using var trainer = await TestTrainer.Start(dataset, folder, (plan, _, _) => TestTrainer.Model(plan));

        var id = await trainer.Offer(dataset);

        Assert.Contains("400", (await trainer.Said<WorkFailed>(id)).Reasons.Single());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_folder_that_another_process_works_in_is_left_alone()
    {
        var id = Guid.CreateVersion7();
        using var other = FolderClaim.Try(Path.Combine(folder, $"{id}"));
        dataset.States[id] = "running";
        await using var trainer = await TestTrainer.Start(dataset, folder, (plan, _, _) => TestTrainer.Model(plan));

        await trainer.Offer(dataset, again: id);

        Assert.Contains("another trainer", (await trainer.Said<WorkReleased>(id)).Reason);
        Assert.Empty(dataset.Models);
    }

    [Fact(Timeout = 60_000)]
    public async Task Folders_of_trainings_that_have_ended_are_swept_away_at_the_start()
    {
        var (wanted, ended, unknown) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        (dataset.States[wanted], dataset.States[ended]) = ("running", "completed");
        foreach (var name in (string[])[$"{wanted}", $"{ended}", $"{unknown}", "something-else"])
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        await using var trainer = await TestTrainer.Start(dataset, folder, (plan, _, _) => TestTrainer.Model(plan));

        var id = await trainer.Offer(dataset);
        await trainer.Said<ModelTrained>(id);

        Assert.True(Directory.Exists(Path.Combine(folder, $"{wanted}")));
        Assert.True(Directory.Exists(Path.Combine(folder, "something-else")));
        Assert.False(Directory.Exists(Path.Combine(folder, $"{ended}")));
        Assert.False(Directory.Exists(Path.Combine(folder, $"{unknown}")));
    }

    [Fact(Timeout = 60_000)]
    public async Task Its_meter_shows_the_live_run()
    {
        await using var trainer = await TestTrainer.Start(dataset, folder, Endless);
        var values = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == trainer.Services.GetRequiredService<IMeterFactory>())
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((i, value, _, _) => values[i.Name] = value);
        listener.Start();

        var id = await trainer.Offer(dataset);
        await trainer.Said<TrainingHeartbeat>(id, m => m.Progress is not null);
        listener.RecordObservableInstruments();

        Assert.Equal(0.5, values["trainer.loss"]);
        Assert.Equal(1e-3, values["trainer.learning_rate"]);
        Assert.Equal(1000, values["trainer.tokens_per_second"]);
        Assert.Equal(5, values["trainer.step"]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task Gone(string path)
    {
        while (Directory.Exists(path))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
