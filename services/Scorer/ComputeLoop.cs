using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Platform.Inference;
using Platform.ServiceDefaults;

namespace Platform.Scorer;

/// <summary>
/// Runs one batch at a time. A round takes the chunks that wait for one model, at most half of those that may be in flight,
/// so that the next round's messages arrive and are tokenised while this one computes. Interactive chunks have rounds of
/// their own, whose batches go before those of bulk rounds, also of one that has begun; bulk rounds keep their share.
/// </summary>
internal sealed class ComputeLoop : BackgroundService
{
    internal const int CpuBudget = 2048;
    private const int CudaBudget = 65536;

    private readonly Channel<Chunk> _arrivals = Channel.CreateUnbounded<Chunk>(new() { SingleReader = true });
    private readonly Lane _interactive;
    private readonly Lane _bulk;
    private readonly Turns _turns;
    private readonly ScorerOptions _options;
    private readonly ScorerMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ComputeLoop> _log;

    public ComputeLoop(
        IOptions<ScorerOptions> options,
        ScorerMetrics metrics,
        TimeProvider time,
        ILogger<ComputeLoop> log
    )
    {
        (_options, _metrics, _time, _log) = (options.Value, metrics, time, log);
        var chunks = _options.Batching == Batching.Chunk ? 1 : Math.Max(1, _options.Prefetch / 2);
        (_interactive, _bulk) = (new(chunks, Budget), new(chunks, Budget));
        _turns = new(_options.InteractiveShare);
    }

    /// <summary>
    /// Queues the chunk and waits until it is scored. The wait cannot be cancelled: the chunk's model must stay loaded until
    /// the chunk has left the loop. If the process stops first, the message has not been acknowledged and is delivered
    /// again.
    /// </summary>
    public async Task Run(Chunk chunk)
    {
        chunk.Joined = _time.GetTimestamp();
        if (chunk.Sequences.Count > 0)
        {
            _arrivals.Writer.TryWrite(chunk);
        }

        await chunk.Done;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _arrivals.Reader.WaitToReadAsync(stoppingToken))
        {
            for (
                Collect();
                (_interactive.HasWork || _bulk.HasWork) && !stoppingToken.IsCancellationRequested;
                Collect()
            )
            {
                Compute();
            }
        }
    }

    private void Collect()
    {
        while (_arrivals.Reader.TryRead(out var chunk))
        {
            (chunk.Interactive ? _interactive : _bulk).Add(chunk);
        }
    }

    private void Compute()
    {
        Lane? lane = null;
        try
        {
            lane = Next();
            RunBatch(lane.Peek(Begin));
            lane.Remove();
        }
        catch (Exception e)
        {
            _log.RoundBroke(e);
            foreach (var broken in lane is null ? [_interactive, _bulk] : new[] { lane })
            {
                broken.Break(e);
            }
        }
    }

    /// <summary>The lane whose turn it is.</summary>
    private Lane Next() => _turns.IsBulk(Tokens(_interactive), Tokens(_bulk)) ? _bulk : _interactive;

    private long? Tokens(Lane lane) =>
        lane.HasWork ? lane.Peek(Begin).Sum(item => (long)item.Sequence.Ids.Length) : null;

    private void Begin(Chunk chunk) => _metrics.Waited(_time.GetElapsedTime(chunk.Joined));

    private void RunBatch(IReadOnlyList<Lane.Item> batch)
    {
        TokenSequence[] sequences = [.. batch.Select(item => item.Sequence)];
        var start = _time.GetTimestamp();
        var scores = batch[0].Chunk.Model.Score(sequences);
        var seconds = _time.GetElapsedTime(start).TotalSeconds;
        var tokens = sequences.Sum(s => s.Ids.Length);
        _metrics.Ran(tokens, sequences.Length * sequences[0].Ids.Length, seconds);
        for (var i = 0; i < batch.Count; i++)
        {
            var (chunk, solution, sequence) = batch[i];
            chunk.Take(solution, scores[i], seconds * sequence.Ids.Length / tokens);
        }
    }

    private int Budget(RewardModel model)
    {
        var usual = model.Runs == Provider.Cuda ? CudaBudget : CpuBudget;
        return Math.Min(model.TokenLimit, _options.TokenBudget > 0 ? _options.TokenBudget : usual);
    }
}
