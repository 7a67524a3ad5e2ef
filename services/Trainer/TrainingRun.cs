using System.Net;
using MassTransit;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Inference;
using Platform.Training;
using Refit;

namespace Platform.Trainer;

/// <summary>Carries out one training: fetches its inputs, trains, and publishes the result.</summary>
internal sealed class TrainingRun(
    Train train,
    Inputs inputs,
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

    /// <summary>
    /// Publishes the outcome: <see cref="ModelTrained"/>, <see cref="WorkFailed"/> or <see cref="WorkReleased"/>.
    /// </summary>
    /// <param name="offer">The training.</param>
    /// <param name="folder">Folder for its files, deleted at the end.</param>
    /// <param name="free">
    /// Called before the outcome is published, because Dataset answers it with the next training at once.
    /// </param>
    /// <param name="stopping">Stops the training, which is then released.</param>
    public async Task Do(Offer offer, string folder, Action free, CancellationToken stopping)
    {
        var job = offer.Job;
        using var claim = FolderClaim.Try(folder);
        if (claim is null)
        {
            await offer.Say(bus, new WorkReleased("another trainer on this machine runs it"), stopping);
            return;
        }
        using var pulse = new Pulse(offer, dataset, bus, metrics, time, log, stopping);
        var beating = pulse.Beat();
        var end = await Run(job, folder, pulse, stopping);
        await pulse.Stop(beating);
        log.Ended(job.TrainingId, end?.GetType().Name ?? "no longer wanted");
        metrics.Ended(job, pulse.Unwanted is null ? end : null);
        if (end is WorkReleased && stopping.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(LastWords, time);
            await offer.Say(bus, end, limit.Token);
            return;
        }
        if (pulse.Last is { } last)
        {
            await offer.Say(bus, new TrainingHeartbeat(last), stopping);
        }

        free();
        if (end is not null)
        {
            await offer.Say(bus, end, stopping);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Deletes the folders of trainings that ended while no trainer was running.</summary>
    public async Task Sweep(CancellationToken stopping)
    {
        if (!Directory.Exists(options.Value.Path))
        {
            return;
        }

        foreach (var folder in Directory.GetDirectories(options.Value.Path))
        {
            if (!Guid.TryParse(Path.GetFileName(folder), out var id))
            {
                continue;
            }

            using var claim = FolderClaim.Try(folder);
            if (claim is not null && !await patience.Ask(() => IsWanted(id, stopping), stopping))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async Task<bool> IsWanted(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return JobState.IsWanted((await dataset.GetJob(id, cancellationToken)).State);
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>The message to publish; null when the training is no longer wanted.</summary>
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
                Supervisors = job.Supervisors,
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
            var version = await ModelDirectory.Publish(
                directory,
                request => patience.Ask(() => request(dataset), pulse.Token),
                pulse.Token
            );
            return new ModelTrained(version);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new WorkReleased("the trainer shuts down");
        }
        catch (OperationCanceledException) when (pulse.Unwanted is { } state)
        {
            return state == JobState.Cancelling ? new WorkReleased("the training was cancelled") : null;
        }
        catch (Exception e)
            when (e
                    is TrainingDivergedException
                        or InvalidDataException
                        or UnusableModelException
                        or UnavailableModelException
            )
        {
            return new WorkFailed([e.Message]);
        }
        catch (Exception e)
        {
            log.Broke(job.TrainingId, e);
            return new WorkFailed([$"{e.GetType().Name}: {e.Message}"]);
        }
    }
}
