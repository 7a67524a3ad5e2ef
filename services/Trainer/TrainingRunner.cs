using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Platform.Trainer;

/// <summary>Runs one training at a time, independently of message deliveries.</summary>
internal sealed class TrainingRunner(TrainingRun run, IOptions<TrainerOptions> options, ILogger<TrainingRunner> log)
    : BackgroundService
{
    private readonly Channel<Offer> _taken = Channel.CreateBounded<Offer>(1);
    private readonly Lock _lock = new();
    private Guid? _current;
    private readonly CancellationTokenSource _drain = new();

    /// <summary>
    /// Accepts an offer, or returns the reason why not. Null: the training starts now or is already running, so a repeated
    /// offer changes nothing.
    /// </summary>
    public string? Refuse(Offer offer)
    {
        lock (_lock)
        {
            if (_drain.IsCancellationRequested)
            {
                return "the trainer is drained";
            }

            if (_current is { } busy)
            {
                return busy == offer.Job.TrainingId ? null : "the trainer is busy";
            }

            _current = offer.Job.TrainingId;
        }
        _taken.Writer.TryWrite(offer);
        return null;
    }

    /// <summary>
    /// Takes no more offers and releases the running training, as at shutdown; another trainer resumes it from its last
    /// checkpoint.
    /// </summary>
    public Task Drain()
    {
        lock (_lock)
        {
            _drain.Cancel();
        }

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
            // Drained: the process keeps running, so this is not a failure.
        }
    }

    private async Task Work(CancellationToken stoppingToken)
    {
        await run.Sweep(stoppingToken);
        await foreach (var offer in _taken.Reader.ReadAllAsync(stoppingToken))
        {
            // The delivery was acknowledged long ago, but the work still continues its trace.
            using var span = TrainerMetrics.Source.StartActivity("train", ActivityKind.Internal, offer.Trace);
            span?.SetTag("platform.job", offer.Job.TrainingId).SetTag("platform.model", offer.Job.Name);
            bool free = false;
            try
            {
                var folder = Path.Combine(options.Value.Path, offer.Job.TrainingId.ToString());
                await run.Do(offer, folder, Free, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Dataset offers the training again when its heartbeats stop.
                log.LetGo(offer.Job.TrainingId, e);
            }
            finally
            {
                Free();
            }

            // Once: the next offer may have been accepted since.
            void Free()
            {
                lock (_lock)
                {
                    if (!free)
                    {
                        _current = null;
                        free = true;
                    }
                }
            }
        }
    }
}
