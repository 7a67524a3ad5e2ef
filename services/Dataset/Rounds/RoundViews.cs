using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Quality;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Rounds;

/// <summary>Labelling rounds with their statistics.</summary>
internal sealed class RoundViews(NpgsqlDataSource source)
{
    /// <param name="id">Id of one labelling by people, or null for all, newest first.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<List<LabellingRound>> List(Guid? id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rounds = await connection.Query<Round>(
            """
            select j.id, b.pool_name, b.selection_id, b.generation, j.state, j.submitted, t.tasks::int, t.finished::int,
                t.gave_up::int, t.bad_problems::int, t.held::int, b.overlap, b.controls, b.labellers as invited
            from dataset.labellings b
            join dataset.jobs j on j.id = b.job_id
            cross join lateral (
                select count(*) as tasks, count(*) filter (where x.ending = 'finished') as finished,
                    count(*) filter (where x.ending = 'gave-up') as gave_up,
                    count(*) filter (where x.ending = 'bad-problem') as bad_problems,
                    count(*) filter (where x.ended is null and x.lease_until >= now()) as held
                from dataset.labelling_tasks x where x.job_id = j.id and x.kind = 'label'
            ) t
            where b.supervisor = @kind and j.state <> 'rejected' and (@id::uuid is null or j.id = @id)
            order by j.submitted desc limit @most
            """,
            new
            {
                id,
                kind = WorkKinds.People,
                most = JobViews.Most,
            },
            cancellationToken
        );
        var labellers = (
            await connection.Query<Labeller>(
                $"""
                select t.job_id, t.labeller as name,
                    count(*) filter (where t.kind = 'label' and t.ending = 'finished')::int as finished,
                    count(*) filter (where t.kind = 'label' and t.ending = 'gave-up')::int as gave_up,
                    count(*) filter (where t.kind = 'label' and t.ending = 'bad-problem')::int as bad_problems,
                    coalesce(sum(r.ratings) filter (where t.kind = 'label'), 0)::int as ratings,
                    count(*) filter (
                        where t.kind = 'label' and t.ended >= date_trunc('day', now(), 'UTC')
                    )::int as today,
                    coalesce(sum(t.seconds) filter (where t.kind = 'label'), 0) as seconds,
                    count(*) filter (where t.kind = 'control' and g.solution_id is not null)::int as controls,
                    count(*) filter (where t.kind = 'control' and {GoldSql.Agrees})::int as agreed,
                    exists (
                        select 1 from dataset.labellers l where l.name = t.labeller and l.excluded is not null
                    ) as excluded
                from dataset.labelling_tasks t
                left join dataset.gold_solutions g on g.solution_id = t.solution_id and t.kind = 'control'
                cross join lateral (
                    select count(*) as ratings from dataset.labelling_ratings x
                    where x.task_id = t.id and x.labeller = t.labeller
                ) r
                where t.job_id = any(@ids) and t.ended is not null and t.kind in ('label', 'control')
                group by t.job_id, t.labeller order by t.labeller
                """,
                new { ids = rounds.Select(r => r.Id).ToArray() },
                cancellationToken
            )
        ).ToLookup(l => l.JobId);
        return [.. rounds.Select(r => r.With([.. labellers[r.Id].Select(l => l.Work)]))];
    }

    private sealed record Round(
        Guid Id,
        string PoolName,
        Guid? SelectionId,
        int Generation,
        string State,
        DateTimeOffset Submitted,
        int Tasks,
        int Finished,
        int GaveUp,
        int BadProblems,
        int Held,
        int Overlap,
        double Controls,
        string[] Invited
    )
    {
        public LabellingRound With(IReadOnlyList<RoundLabeller> labellers) =>
            new(
                Id,
                PoolName,
                SelectionId,
                Generation,
                State,
                Submitted,
                Tasks,
                Finished,
                GaveUp,
                BadProblems,
                Held,
                Overlap,
                Controls,
                [.. Invited.Select(Labellers.NameOf)],
                labellers
            );
    }

    private sealed record Labeller(
        Guid JobId,
        string Name,
        int Finished,
        int GaveUp,
        int BadProblems,
        int Ratings,
        int Today,
        double Seconds,
        int Controls,
        int Agreed,
        bool Excluded
    )
    {
        public RoundLabeller Work =>
            new(Name, Finished, GaveUp, BadProblems, Ratings, Today, Seconds, Controls, Agreed, Excluded);
    }
}
