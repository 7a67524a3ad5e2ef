using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Quality;

/// <summary>What is decided about labellers, and what they have done.</summary>
internal sealed class LabellerRecords(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>
    /// What is decided about a labeller. Locks the labeller until the transaction ends, so that two requests do not take two
    /// tasks.
    /// </summary>
    public static async Task<LabellerStanding> Lock(
        NpgsqlConnection connection,
        string labeller,
        CancellationToken cancellationToken
    )
    {
        await connection.Execute(
            "select pg_advisory_xact_lock(hashtextextended(@labeller, 0))",
            new { labeller },
            cancellationToken
        );
        return await connection.QuerySingle<LabellerStanding>(
                "select attempt, admitted, excluded is not null as excluded from dataset.labellers where name = @labeller",
                new { labeller },
                cancellationToken
            ) ?? new LabellerStanding(1, null, false);
    }

    /// <summary>Excludes a labeller's work, or undoes it. The revision of every pool with such labels changes.</summary>
    /// <returns>Whether anything has changed.</returns>
    public async Task<bool> Exclude(string labeller, bool excluded, string? reason, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        int changed = await connection.Execute(
            """
            insert into dataset.labellers as l (name, excluded, reason) values (@labeller, @since, @reason)
            on conflict (name) do update set excluded = @since, reason = @reason
            where (l.excluded is null) <> (@since::timestamptz is null)
            """,
            new
            {
                labeller,
                since = excluded ? time.GetUtcNow() : (DateTimeOffset?)null,
                reason = excluded ? Storable.Text(reason) : null,
            },
            cancellationToken
        );
        if (changed > 0)
        {
            await connection.Execute(
                """
                update dataset.pools set revision = revision + 1 where id in (
                    select p.pool_id from dataset.stored_labels l
                    join dataset.solutions s on s.id = l.solution_id
                    join dataset.problems p on p.id = s.problem_id where l.labeller = @labeller
                )
                """,
                new { labeller },
                cancellationToken
            );
        }

        await transaction.CommitAsync(cancellationToken);
        return changed > 0;
    }

    /// <summary>Lets a labeller repeat the screening, with questions that the labeller has not seen if there are any.</summary>
    public async Task ScreenAgain(string labeller, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Lock(connection, labeller, cancellationToken);
        await connection.Execute(
            """
            insert into dataset.labellers as l (name) values (@labeller)
            on conflict (name) do update set attempt = l.attempt + 1, admitted = null
            where exists (
                select 1 from dataset.labelling_tasks t
                where t.kind = 'screening' and t.labeller = @labeller and t.attempt = l.attempt
            )
            """,
            new { labeller },
            cancellationToken
        );
        await connection.Execute(
            """
            delete from dataset.labelling_tasks t using dataset.labellers l
            where l.name = @labeller and t.labeller = @labeller and t.kind = 'screening' and t.ended is null
                and t.attempt < l.attempt
            """,
            new { labeller },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The people who have taken a task, or about whom something is decided, by name.</summary>
    public async Task<IReadOnlyList<LabellerSummary>> List(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Query<Row>(
            $"""
            select n.name, coalesce(l.attempt, 1) as attempt, l.admitted, l.excluded, l.reason, x.tasks::int,
                x.controls::int, x.agreed::int, x.questions::int, x.right::int
            from (
                select name from dataset.labellers
                union select labeller from dataset.labelling_tasks where labeller is not null
            ) n
            left join dataset.labellers l on l.name = n.name
            cross join lateral (
                select count(*) filter (where t.kind = 'label') as tasks,
                    count(*) filter (where t.kind = 'control' and g.solution_id is not null) as controls,
                    count(*) filter (where t.kind = 'control' and {GoldSql.Agrees}) as agreed,
                    count(*) filter (where t.kind = 'screening' and t.attempt = coalesce(l.attempt, 1)) as questions,
                    count(*) filter (
                        where t.kind = 'screening' and t.attempt = coalesce(l.attempt, 1) and {GoldSql.Agrees}
                    ) as right
                from dataset.labelling_tasks t
                left join dataset.gold_solutions g on g.solution_id = t.solution_id
                    and t.kind in ('control', 'screening')
                where t.labeller = n.name and t.ended is not null
            ) x
            order by n.name
            """,
            null,
            cancellationToken
        );
        return [.. rows.Select(r => r.Summary)];
    }

    /// <summary>What a labeller has done since midnight, UTC.</summary>
    public async Task<LabellerDay> Day(string labeller, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QuerySingle<LabellerDay>(
                """
                select count(*)::int as tasks, coalesce(sum(r.ratings), 0)::int as ratings,
                    coalesce(sum(t.seconds), 0) as seconds
                from dataset.labelling_tasks t
                cross join lateral (
                    select count(*) as ratings from dataset.labelling_ratings x
                    where x.task_id = t.id and x.labeller = t.labeller
                ) r
                where t.labeller = @labeller and t.ended >= date_trunc('day', now(), 'UTC')
                """,
                new { labeller },
                cancellationToken
            )
        )!;
    }

    private sealed record Row(
        string Name,
        int Attempt,
        bool? Admitted,
        DateTimeOffset? Excluded,
        string? Reason,
        int Tasks,
        int Controls,
        int Agreed,
        int Questions,
        int Right
    )
    {
        public LabellerSummary Summary =>
            new(
                Name,
                Tasks,
                Controls,
                Agreed,
                Questions > 0 || Admitted is not null || Attempt > 1
                    ? new ScreeningResult(Attempt, Questions, Right, Admitted)
                    : null,
                Excluded,
                Reason
            );
    }
}

/// <summary>What is decided about a labeller.</summary>
/// <param name="Attempt">Number of the current screening.</param>
/// <param name="Admitted">Whether the labeller has passed it; null until it has ended.</param>
/// <param name="Excluded">Whether the labeller's work is excluded.</param>
internal sealed record LabellerStanding(int Attempt, bool? Admitted, bool Excluded);
