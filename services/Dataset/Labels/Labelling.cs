using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Pools;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Labels;

/// <summary>Has the oracle label a pool's solutions. What it has labelled already stays as it is.</summary>
internal sealed class Labelling(NpgsqlDataSource source)
{
    private const int Block = 4096;

    /// <summary>Null: there is no such pool.</summary>
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
            // The pool's row is the writers' lock: what has no labels here has none until the commit.
            await connection.Execute(
                "select 1 from dataset.pools where name = $1 for update",
                [pool],
                cancellationToken
            );
            var rows = await Solutions(connection, block, cancellationToken);
            var old = await Labels(connection, [.. rows.Select(r => r.Id)], cancellationToken);
            var known = old.Select(l => l.Solution).ToHashSet();
            var added = rows.Where(r => !known.Contains(r.Id)).Select(Judge).OfType<Labelled>().ToList();
            foreach (var labeller in added.GroupBy(l => l.Labeller))
            {
                await LabelCopy.Write(
                    connection,
                    labeller.Key,
                    [.. labeller.Select(l => (l.Solution, l.Labels, (bool?)l.Outcome))],
                    cancellationToken
                );
            }

            await connection.Execute(
                "update dataset.pools set revision = revision + 1 where name = $1 and $2 > 0",
                [pool, added.Count],
                cancellationToken
            );
            await transaction.CommitAsync(cancellationToken);
            old.ForEach(l => counts[l.Labeller] = Counted(counts[l.Labeller], l, 0));
            added.ForEach(l => counts[l.Labeller] = Counted(counts[l.Labeller], l, 1));
            solutions += rows.Count;
            unknown += rows.Count - old.Count - added.Count;
        }

        return new(pool, solutions, unknown, [.. counts.Values.Where(c => c.Solutions > 0).OrderBy(c => c.Labeller)]);
    }

    private static Labelled? Judge((long Id, string Statement, string[] Steps) solution) =>
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

    private static Task<List<(long Id, string Statement, string[] Steps)>> Solutions(
        NpgsqlConnection connection,
        long[] problems,
        CancellationToken cancellationToken
    ) =>
        connection.Query(
            """
            select s.id, p.statement, s.steps from dataset.problems p
            join dataset.solutions s on s.problem_id = p.id where p.id = any($1)
            """,
            [problems],
            r => (r.GetInt64(0), r.GetString(1), r.GetFieldValue<string[]>(2)),
            cancellationToken
        );

    private static Task<List<Labelled>> Labels(
        NpgsqlConnection connection,
        long[] solutions,
        CancellationToken cancellationToken
    ) =>
        connection.Query(
            """
            select solution_id, labeller, labels, outcome from dataset.labels
            where solution_id = any($1) and labeller = any($2) and generation = 0
            """,
            [solutions, Oracle.Labellers],
            r => new Labelled(
                r.GetInt64(0),
                r.GetString(1),
                r.GetFieldValue<short?[]>(2),
                !r.IsDBNull(3) && r.GetBoolean(3)
            ),
            cancellationToken
        );

    private sealed record Labelled(long Solution, string Labeller, short?[] Labels, bool Outcome);
}
