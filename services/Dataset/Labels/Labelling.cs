using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Labels;

/// <summary>Labels a pool's solutions with the oracle. Existing labels are not changed.</summary>
internal sealed class Labelling(NpgsqlDataSource source)
{
    private const int Block = 4096;

    /// <summary>Returns null if the pool does not exist.</summary>
    public async Task<LabelResult?> Run(string pool, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await PoolBlocks.Of(connection, pool, Block, cancellationToken) is not { } blocks)
        {
            return null;
        }

        var (solutions, unknown) = (0, 0);
        var counts = Oracle.Labellers.ToDictionary(l => l, l => new LabelCounts(l, 0, 0, 0, 0, 0, 0, 0));
        foreach (var block in blocks)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            long poolId = (await PoolRecords.Lock(connection, pool, cancellationToken))!.Value;
            var rows = await Solutions(connection, block, cancellationToken);
            var old = await Labels(connection, [.. rows.Select(r => r.Id)], cancellationToken);
            var known = old.Select(l => l.SolutionId).ToHashSet();
            var added = rows.Where(r => !known.Contains(r.Id)).Select(Judge).OfType<Labelled>().ToList();
            foreach (var labeller in added.GroupBy(l => l.Labeller))
            {
                await LabelCopy.WriteMissing(
                    connection,
                    labeller.Key,
                    [
                        .. labeller.Select(l => new SolutionLabels(
                            l.SolutionId,
                            StepLabel.Of(Array.ConvertAll(l.Labels, v => (double?)v)),
                            l.Outcome
                        )),
                    ],
                    cancellationToken
                );
            }

            if (added.Count > 0)
            {
                await PoolRecords.Changed(connection, poolId, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            old.ForEach(l => counts[l.Labeller] = Counted(counts[l.Labeller], l, 0));
            added.ForEach(l => counts[l.Labeller] = Counted(counts[l.Labeller], l, 1));
            solutions += rows.Count;
            unknown += rows.Count - old.Count - added.Count;
        }

        return new(pool, solutions, unknown, [.. counts.Values.Where(c => c.Solutions > 0).OrderBy(c => c.Labeller)]);
    }

    private static Labelled? Judge(Unlabelled solution) =>
        Oracle.Judge(solution.Statement, solution.Steps) is var (labeller, verdict)
            ? new(solution.Id, labeller, [.. verdict.Labels], verdict.Outcome)
            : null;

    private static LabelCounts Counted(LabelCounts counts, Labelled labelled, int added) =>
        counts with
        {
            Solutions = counts.Solutions + 1,
            Added = counts.Added + added,
            Positive = counts.Positive + labelled.Labels.Count(l => l > 0),
            Neutral = counts.Neutral + labelled.Labels.Count(l => l == 0),
            Negative = counts.Negative + labelled.Labels.Count(l => l < 0),
            Unrated = counts.Unrated + labelled.Labels.Count(l => l is null),
            Right = counts.Right + (labelled.Outcome ? 1 : 0),
        };

    private static Task<List<Unlabelled>> Solutions(
        NpgsqlConnection connection,
        long[] problems,
        CancellationToken cancellationToken
    ) =>
        connection.Query<Unlabelled>(
            """
            select s.id, p.statement, s.steps from dataset.problems p
            join dataset.solutions s on s.problem_id = p.id where p.id = any(@problems)
            """,
            new { problems },
            cancellationToken
        );

    private static async Task<List<Labelled>> Labels(
        NpgsqlConnection connection,
        long[] solutions,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await connection.Query<StoredLabels>(
                    $"""
                    select x.solution_id, x.labeller, {StepLabels.Values(
                        "x"
                    )} as labels, coalesce(x.outcome, false) as outcome
                    from dataset.labels x
                    where x.solution_id = any(@solutions) and x.labeller = any(@labellers) and x.generation = 0
                    """,
                    new { solutions, labellers = Oracle.Labellers },
                    cancellationToken
                )
            ).Select(l => new Labelled(l.SolutionId, l.Labeller, StepLabels.Read(l.Labels), l.Outcome)),
        ];

    private sealed record Unlabelled(long Id, string Statement, string[] Steps);

    private sealed record StoredLabels(long SolutionId, string Labeller, short[] Labels, bool Outcome);

    private sealed record Labelled(long SolutionId, string Labeller, short?[] Labels, bool Outcome);
}
