using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Trainer;

/// <summary>
/// Says about once a second that a training is worked at, and how far it is, and asks Dataset whether it is still wanted.
/// Neither being away ends a training.
/// </summary>
internal sealed class Pulse(
    RunTraining job,
    IDatasetApi dataset,
    IBus bus,
    TrainerMetrics metrics,
    TimeProvider time,
    ILogger log,
    CancellationToken stopping
) : IDisposable
{
    /// <summary>The state of a training that a user wants ended.</summary>
    public const string Cancelling = "cancelling";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Beats between two that are sent though no step was done.</summary>
    private const int Silence = 2;

    private readonly CancellationTokenSource _run = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly CancellationTokenSource _beats = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private TrainingProgress? _last;
    private volatile string? _unwanted;

    /// <summary>Ends when the trainer stops, or nobody wants the training any more.</summary>
    public CancellationToken Token => _run.Token;

    /// <summary>The state that says that it is not wanted; null: it is.</summary>
    public string? Unwanted => _unwanted;

    /// <summary>Progress that has not been said yet.</summary>
    public TrainingProgress? Last => Volatile.Read(ref _last);

    public static bool IsWanted(string state) => state is "accepted" or "running";

    /// <summary>Called by the training's own thread.</summary>
    public void Report(TrainingProgress progress)
    {
        metrics.Progressed(job, progress);
        Volatile.Write(ref _last, progress);
    }

    /// <summary>A beat a second is of no interest in the training's trace.</summary>
    public async Task Beat()
    {
        using var unrecorded = Telemetry.Unrecorded("pulse");
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            for (var beat = 1; await timer.WaitForNextTickAsync(_beats.Token); beat++)
            {
                await Say(beat);
                if (beat % 2 == 1)
                    await Ask();
            }
        }
        catch (OperationCanceledException)
        {
            // The training has ended, or the trainer stops.
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
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_beats.Token);
        limit.CancelAfter(Patience);
        try
        {
            await bus.Publish(
                new TrainingProgressed(job.TrainingId, progress),
                message => message.MarkUnrecorded(),
                limit.Token
            );
        }
        catch (Exception e) when (!_beats.IsCancellationRequested)
        {
            log.Unheard(job.TrainingId, e.Message);
        }
    }

    private async Task Ask()
    {
        try
        {
            var training = await dataset.GetTraining(job.TrainingId, _beats.Token);
            if (IsWanted(training.State))
                return;
            _unwanted = training.State;
            await _run.CancelAsync();
        }
        catch (Exception e) when (!_beats.IsCancellationRequested)
        {
            log.Unheard(job.TrainingId, e.Message);
        }
    }
}
