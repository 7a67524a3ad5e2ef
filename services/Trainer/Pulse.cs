using MassTransit;
using Platform.Contracts;
using Platform.DatasetClient;

namespace Platform.Trainer;

/// <summary>
/// Sends a heartbeat with the training's progress about once a second, and asks Dataset whether the training is still
/// wanted. The training continues when either of them fails.
/// </summary>
internal sealed class Pulse(
    Offer offer,
    IDatasetApi dataset,
    IBus bus,
    TrainerMetrics metrics,
    TimeProvider time,
    ILogger log,
    CancellationToken stopping
) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Without new progress, a heartbeat is sent only once in this many ticks.</summary>
    private const int Silence = 2;

    private readonly CancellationTokenSource _run = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly CancellationTokenSource _beats = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private TrainingProgress? _last;
    private volatile string? _unwanted;

    /// <summary>Cancelled when the trainer stops or when the training is no longer wanted.</summary>
    public CancellationToken Token => _run.Token;

    /// <summary>The job's state when the training is no longer wanted; null while it is wanted.</summary>
    public string? Unwanted => _unwanted;

    /// <summary>Progress that has not been published yet.</summary>
    public TrainingProgress? Last => Volatile.Read(ref _last);

    /// <summary>Called by the training's own thread.</summary>
    public void Report(TrainingProgress progress)
    {
        metrics.Progressed(offer.Job, progress);
        Volatile.Write(ref _last, progress);
    }

    /// <summary>
    /// Sends heartbeats until it is stopped, outside the training's trace, where one span a second is of no interest.
    /// </summary>
    public async Task Beat()
    {
        using var unrecorded = Tracing.Unrecorded("pulse");
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            for (var beat = 1; await timer.WaitForNextTickAsync(_beats.Token); beat++)
            {
                await Say(beat);
                if (beat % 2 == 1)
                {
                    await Ask();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The training has ended, or the trainer is stopping.
        }
    }

    public async Task Stop(Task beating)
    {
        await _beats.CancelAsync();
        await beating;
    }

    public void Dispose()
    {
        _run.Dispose();
        _beats.Dispose();
    }

    private async Task Say(int beat)
    {
        var progress = Interlocked.Exchange(ref _last, null);
        if (progress is null && beat % Silence != 0)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_beats.Token);
        limit.CancelAfter(Patience);
        try
        {
            await offer.Say(bus, new TrainingHeartbeat(progress), limit.Token, recorded: false);
        }
        catch (Exception e) when (!_beats.IsCancellationRequested)
        {
            log.Unheard(offer.Job.TrainingId, e.Message);
        }
    }

    private async Task Ask()
    {
        try
        {
            var job = await dataset.GetJob(offer.Job.TrainingId, _beats.Token);
            if (JobState.IsWanted(job.State))
            {
                return;
            }

            _unwanted = job.State;
            await _run.CancelAsync();
        }
        catch (Exception e) when (!_beats.IsCancellationRequested)
        {
            log.Unheard(offer.Job.TrainingId, e.Message);
        }
    }
}
