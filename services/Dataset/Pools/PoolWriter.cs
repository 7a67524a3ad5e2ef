using System.Threading.Channels;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Formats;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Pools;

/// <summary>
/// Writes the records that an importer reads: one batch is graded on one core while the previous one is copied on another.
/// </summary>
internal sealed class PoolWriter(NpgsqlDataSource source, TimeProvider time)
{
    private const int BatchSolutions = 6144;

    /// <summary>The first batches are smaller, so that writing begins early.</summary>
    private const int FirstBatchSolutions = 768;
    private const int BatchProblems = 1024;

    /// <summary>Lines may be long; four batches are in memory at a time, at several times the size of their lines.</summary>
    private const int BatchBytes = 8 << 20;
    private const int MaximumErrors = 1000;

    public async Task<ImportResult> Write(
        string pool,
        PoolReader reader,
        Stream file,
        Overlap? overlap,
        CancellationToken cancellationToken
    )
    {
        var tally = new Tally(overlap is not null);
        var batches = Channel.CreateBounded<List<JudgedProblem>>(2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => Read(reader, file, overlap, batches.Writer, tally, stop.Token), stop.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(stop.Token))
            {
                await WriteBatch(pool, reader.Format!, batch, tally, stop.Token);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ContinueWith(
                _ => { },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
        }

        await reading;
        return tally.Result(pool, reader.Format ?? "unknown", reader.Lines, MaximumErrors);
    }

    private static async Task Read(
        PoolReader reader,
        Stream file,
        Overlap? overlap,
        ChannelWriter<List<JudgedProblem>> batches,
        Tally tally,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var batch = new List<JudgedProblem>();
            var (solutions, bytes, most) = (0, 0, FirstBatchSolutions);
            await foreach (var record in reader.Read(file, cancellationToken))
            {
                tally.Read(record);
                if (record.Problem is not { } problem)
                {
                    continue;
                }

                if (overlap?.Sets.Of(problem.Statement) is { } set)
                {
                    tally.LeaveOut(record.Line, problem, set, overlap.Refuse);
                    continue;
                }

                batch.Add(Judged(record.Line, problem, reader.Format!));
                solutions += problem.Solutions.Count;
                bytes += record.Bytes;
                if (solutions >= most || batch.Count >= BatchProblems || bytes >= BatchBytes)
                {
                    await batches.WriteAsync(batch, cancellationToken);
                    (batch, solutions, bytes, most) = ([], 0, 0, Math.Min(2 * most, BatchSolutions));
                }
            }

            if (batch.Count > 0)
            {
                await batches.WriteAsync(batch, cancellationToken);
            }

            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
            throw;
        }
    }

    private static JudgedProblem Judged(int line, ImportedProblem problem, string format)
    {
        var judge = new Judge(problem.Statement, problem.Answer);
        return new(line, problem, [.. problem.Solutions.Select(s => new JudgedSolution(s, judge.Solution(s, format)))]);
    }

    private async Task WriteBatch(
        string pool,
        string format,
        List<JudgedProblem> batch,
        Tally tally,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        long poolId = await PoolRecords.Create(connection, pool, format, time.GetUtcNow(), cancellationToken);
        var rows = new PoolBatch(connection, poolId, format);
        var done = await rows.Write(batch, cancellationToken);
        if (done.Problems + done.Solutions + done.Scores > 0)
        {
            await PoolRecords.Changed(connection, poolId, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        tally.Add(done);
    }
}

internal sealed record JudgedProblem(int Line, ImportedProblem Problem, IReadOnlyList<JudgedSolution> Solutions);
