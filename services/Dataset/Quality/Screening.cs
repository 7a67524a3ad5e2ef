using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Quality;

/// <summary>The questions that a labeller must answer like gold before real tasks.</summary>
internal static class Screening
{
    /// <summary>Number of right answers that admit a labeller.</summary>
    public static int Needed(DatasetOptions options) =>
        // A bar of 0.7 of 10 questions is 7, although 0.7 * 10 is above it in floating point.
        (int)Math.Ceiling((options.ScreeningQuestions * options.ScreeningBar) - 1e-9);

    /// <summary>Adds the labeller's next question; null if the pool has no further gold solution.</summary>
    public static Task<Guid?> Next(
        NpgsqlConnection connection,
        string labeller,
        int attempt,
        string pool,
        double lease,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<Guid?>(
            """
            insert into dataset.labelling_tasks (kind, solution_id, labeller, attempt, taken, lease_until)
            select 'screening', s.id, @labeller, @attempt, now(), now() + make_interval(secs => @lease)
            from dataset.gold_solutions g
            join dataset.solutions s on s.id = g.solution_id
            join dataset.problems p on p.id = s.problem_id
            join dataset.pools q on q.id = p.pool_id
            cross join lateral (
                select count(*) as times, coalesce(bool_or(t.attempt = @attempt), false) as asked
                from dataset.labelling_tasks t
                where t.solution_id = s.id and t.labeller = @labeller and t.kind = 'screening'
            ) seen
            where q.name = @pool and not seen.asked order by seen.times, p.ordinal, s.sample limit 1
            returning id
            """,
            new
            {
                labeller,
                attempt,
                pool,
                lease,
            },
            cancellationToken
        );

    /// <summary>How a labeller's screening stands.</summary>
    public static async Task<ScreeningResult> Result(
        NpgsqlConnection connection,
        string labeller,
        int attempt,
        CancellationToken cancellationToken
    )
    {
        var counts = await connection.QuerySingle<Counts>(
            $"""
            select count(*)::int as ended, count(*) filter (where {GoldSql.Agrees})::int as agreed
            from dataset.labelling_tasks t
            left join dataset.gold_solutions g on g.solution_id = t.solution_id
            where t.labeller = @labeller and t.kind = 'screening' and t.attempt = @attempt and t.ended is not null
            """,
            new { labeller, attempt },
            cancellationToken
        );
        return new(attempt, counts!.Ended, counts.Agreed, null);
    }

    /// <summary>Decides after the last question.</summary>
    public static async Task Decide(
        NpgsqlConnection connection,
        string labeller,
        int attempt,
        DatasetOptions options,
        CancellationToken cancellationToken
    )
    {
        var result = await Result(connection, labeller, attempt, cancellationToken);
        if (result.Ended < options.ScreeningQuestions)
        {
            return;
        }

        await connection.Execute(
            """
            insert into dataset.labellers as l (name, attempt, admitted) values (@labeller, @attempt, @admitted)
            on conflict (name) do update set admitted = @admitted where l.attempt = @attempt
            """,
            new
            {
                labeller,
                attempt,
                admitted = result.Agreed >= Needed(options),
            },
            cancellationToken
        );
    }

    private sealed record Counts(int Ended, int Agreed);
}
