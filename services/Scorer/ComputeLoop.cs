using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Platform.Inference;

namespace Platform.Scorer;

/// <summary>
/// Runs one model at a time. A round takes the chunks that wait for one model, at most half of those that may be in flight,
/// so that the next round's messages arrive and are tokenised while this one computes.
/// </summary>
internal sealed class ComputeLoop(
    IOptions<ScorerOptions> options,
    ScorerMetrics metrics,
    TimeProvider time,
    ILogger<ComputeLoop> log
) : BackgroundService
{
    internal const int CpuBudget = 2048;
    private const int CudaBudget = 65536;

    private readonly Channel<Chunk> _arrivals = Channel.CreateUnbounded<Chunk>(new() { SingleReader = true });
    private readonly List<Chunk> _waiting = [];
    private readonly int _chunksARound =
        options.Value.Batching == Batching.Chunk ? 1 : Math.Max(1, options.Value.Prefetch / 2);

    /// <summary>
    /// Queues the chunk and waits until it is scored. The wait cannot be cancelled: the chunk's model must stay loaded until
    /// the chunk has left the loop. If the process stops first, the message has not been acknowledged and is delivered
    /// again.
    /// </summary>
    public async Task Run(Chunk chunk)
    {
        chunk.Joined = time.GetTimestamp();
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
            for (Collect(); _waiting.Count > 0 && !stoppingToken.IsCancellationRequested; Collect())
            {
                Compute(TakeRound());
            }
        }
    }

    private void Collect()
    {
        while (_arrivals.Reader.TryRead(out var chunk))
        {
            _waiting.Add(chunk);
        }
    }

    /// <summary>Takes the oldest chunk and those that wait for the same model.</summary>
    private List<Chunk> TakeRound()
    {
        var round = _waiting.Where(c => c.Model == _waiting[0].Model).Take(_chunksARound).ToList();
        _waiting.RemoveAll(round.Contains);
        return round;
    }

    private void Compute(List<Chunk> round)
    {
        try
        {
            foreach (var chunk in round)
            {
                metrics.Waited(time.GetElapsedTime(chunk.Joined));
            }

            RunBatches(round);
        }
        catch (Exception e)
        {
            log.RoundBroke(e);
            round.ForEach(c => c.Break(e));
        }
    }

    private void RunBatches(List<Chunk> round)
    {
        var model = round[0].Model;
        var items = round.SelectMany(c => c.Sequences, (c, s) => (Chunk: c, s.Solution, s.Sequence)).ToList();
        foreach (var batch in Packing.Pack(items.ConvertAll(i => i.Sequence.Ids.Length), Budget(model)))
        {
            var sequences = Array.ConvertAll(batch, i => items[i].Sequence);
            var start = time.GetTimestamp();
            var scores = model.Score(sequences);
            var seconds = time.GetElapsedTime(start).TotalSeconds;
            var tokens = sequences.Sum(s => s.Ids.Length);
            metrics.Ran(tokens, sequences.Length * sequences[0].Ids.Length, seconds);
            for (var i = 0; i < batch.Length; i++)
            {
                var (chunk, solution, sequence) = items[batch[i]];
                chunk.Take(solution, scores[i], seconds * sequence.Ids.Length / tokens);
            }
        }
    }

    private int Budget(RewardModel model)
    {
        var usual = model.Runs == Provider.Cuda ? CudaBudget : CpuBudget;
        return Math.Min(model.TokenLimit, options.Value.TokenBudget > 0 ? options.Value.TokenBudget : usual);
    }
}
