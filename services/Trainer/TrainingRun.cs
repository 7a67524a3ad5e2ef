using System.Net;
using MassTransit;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.ServiceDefaults;
using Platform.Training;
using Refit;

namespace Platform.Trainer;

/// <summary>A training from its offer to its end: what it needs, the run itself, what came of it.</summary>
internal sealed class TrainingRun(
    Train train,
    Inputs inputs,
    Publication publication,
    DatasetPatience patience,
    IDatasetApi dataset,
    IBus bus,
    IOptions<TrainerOptions> options,
    TrainerMetrics metrics,
    TimeProvider time,
    ILogger<TrainingRun> log
)
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    /// <summary>Ends with a <see cref="TrainingCompleted"/>, <see cref="TrainingFailed"/>, <see cref="TrainingCancelled"/> or <see cref="TrainingReleased"/>.</summary>
    public async Task Do(RunTraining job, string folder, CancellationToken stopping)
    {
        using var claim = FolderClaim.Try(folder);
        if (claim is null)
        {
            await bus.Publish(
                new TrainingReleased(job.TrainingId, "another trainer on this machine works at it"),
                stopping
            );
            return;
        }
        using var pulse = new Pulse(job, dataset, bus, metrics, time, log, stopping);
        var beating = pulse.Beat();
        var end = await Run(job, folder, pulse, stopping);
        await pulse.Stop(beating);
        log.Ended(job.TrainingId, end?.GetType().Name ?? "no longer wanted");
        metrics.Ended(job, end);
        if (end is TrainingReleased)
        {
            using var limit = new CancellationTokenSource(LastWords, time);
            await bus.Publish(end, end.GetType(), limit.Token);
            return;
        }
        if (pulse.Last is { } last)
            await bus.Publish(new TrainingProgressed(job.TrainingId, last), stopping);
        if (end is not null)
            await bus.Publish(end, end.GetType(), stopping);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Folders of trainings that ended while no trainer was there to tidy up.</summary>
    public async Task Sweep(CancellationToken stopping)
    {
        if (!Directory.Exists(options.Value.Path))
            return;
        foreach (var folder in Directory.GetDirectories(options.Value.Path))
        {
            if (!Guid.TryParse(Path.GetFileName(folder), out var id))
                continue;
            using var claim = FolderClaim.Try(folder);
            if (claim is not null && !await patience.Ask(() => IsWanted(id, stopping), stopping))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> IsWanted(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return Pulse.IsWanted((await dataset.GetTraining(id, cancellationToken)).State);
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>What is to be said; null: nobody wants to know any more.</summary>
    private async Task<object?> Run(RunTraining job, string folder, Pulse pulse, CancellationToken stopping)
    {
        try
        {
            var recipe = job.Recipe with
            {
                Threads = job.Recipe.Threads ?? (options.Value.Threads > 0 ? options.Value.Threads : null),
            };
            var examples = await inputs.TrainingSet(job.TrainingSet, folder, pulse.Token);
            var origin = job.Base is null ? null : await inputs.Base(job.Base, pulse.Token);
            var plan = new TrainingPlan(
                job.TrainingId,
                job.Name,
                job.Objective,
                recipe,
                job.TrainingSet,
                examples,
                origin,
                job.Base,
                folder
            )
            {
                Provider = options.Value.Provider,
                CheckpointEvery = options.Value.CheckpointEvery,
            };
            log.Begins(job.TrainingId, job.Name);
            var directory = await Task.Factory.StartNew(
                () => train(plan, pulse.Report, pulse.Token),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            var version = await publication.Publish(directory, pulse.Token);
            return new TrainingCompleted(job.TrainingId, job.Name, version);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new TrainingReleased(job.TrainingId, "the trainer shuts down");
        }
        catch (OperationCanceledException) when (pulse.Unwanted is { } state)
        {
            return state == Pulse.Cancelling ? new TrainingCancelled(job.TrainingId) : null;
        }
        catch (Exception e) when (e is TrainingDivergedException or InvalidDataException or UnusableModelException)
        {
            return new TrainingFailed(job.TrainingId, [e.Message]);
        }
        catch (Exception e)
        {
            log.Broke(job.TrainingId, e);
            return new TrainingFailed(job.TrainingId, [$"{e.GetType().Name}: {e.Message}"]);
        }
    }
}
