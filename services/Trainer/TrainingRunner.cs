using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Platform.Contracts;

namespace Platform.Trainer;

/// <summary>One training at a time, on its own time.</summary>
internal sealed class TrainingRunner(TrainingRun run, IOptions<TrainerOptions> options, ILogger<TrainingRunner> log)
    : BackgroundService
{
    private readonly Channel<Taken> _taken = Channel.CreateBounded<Taken>(1);
    private readonly Lock _lock = new();
    private Guid? _current;
    private readonly CancellationTokenSource _drain = new();

    /// <summary>
    /// Null: it is worked at, from now on or already, so that an offer that comes twice changes nothing. Else why it is not.
    /// </summary>
    public string? Refuse(RunTraining offer)
    {
        lock (_lock)
        {
            if (_drain.IsCancellationRequested)
                return "the trainer is drained";
            if (_current is { } busy)
                return busy == offer.TrainingId ? null : "the trainer is busy";
            _current = offer.TrainingId;
        }
        _taken.Writer.TryWrite(new(offer, Activity.Current?.Context ?? default));
        return null;
    }

    /// <summary>Takes nothing more, and lets go of what it works at, as when the process ends: from its last checkpoint another goes on.</summary>
    public Task Drain()
    {
        lock (_lock)
            _drain.Cancel();
        return ExecuteTask ?? Task.CompletedTask;
    }

    public override void Dispose()
    {
        _drain.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _drain.Token);
        try
        {
            await Work(both.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Drained: the process stays, so this has not failed.
        }
    }

    private async Task Work(CancellationToken stoppingToken)
    {
        await run.Sweep(stoppingToken);
        await foreach (var (offer, trace) in _taken.Reader.ReadAllAsync(stoppingToken))
        {
            // The delivery has long been answered: the work continues its trace all the same.
            using var span = TrainerMetrics.Source.StartActivity("train", ActivityKind.Internal, trace);
            span?.SetTag("platform.training", offer.TrainingId).SetTag("platform.model", offer.Name);
            try
            {
                var folder = Path.Combine(options.Value.Path, offer.TrainingId.ToString());
                await run.Do(offer, folder, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Dataset offers it again when it hears nothing more of it.
                log.LetGo(offer.TrainingId, e);
            }
            finally
            {
                lock (_lock)
                    _current = null;
            }
        }
    }

    /// <summary>An offer and the trace that it belongs to.</summary>
    private readonly record struct Taken(RunTraining Offer, ActivityContext Trace);
}
