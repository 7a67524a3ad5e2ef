using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Platform.Contracts;

namespace Platform.Trainer;

/// <summary>One training at a time, on its own time.</summary>
internal sealed class TrainingRunner(TrainingRun run, IOptions<TrainerOptions> options, ILogger<TrainingRunner> log)
    : BackgroundService
{
    private readonly Channel<RunTraining> _taken = Channel.CreateBounded<RunTraining>(1);
    private readonly Lock _lock = new();
    private Guid? _current;

    /// <summary>
    /// True: it is worked at, from now on or already, so that an offer that comes twice changes nothing. False: busy with
    /// another.
    /// </summary>
    public bool Take(RunTraining offer)
    {
        lock (_lock)
        {
            if (_current is { } busy)
                return busy == offer.TrainingId;
            _current = offer.TrainingId;
        }
        return _taken.Writer.TryWrite(offer);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await run.Sweep(stoppingToken);
        await foreach (var offer in _taken.Reader.ReadAllAsync(stoppingToken))
        {
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
}
