using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labels;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Rounds;

/// <summary>The tasks of labelling rounds: taken with a lease, rated step by step, ended once.</summary>
internal sealed class RoundTasks(
    NpgsqlDataSource source,
    WorkKindTable kinds,
    Wake wake,
    IOptions<DatasetOptions> options
)
{
    private double Lease => options.Value.TaskLease.TotalSeconds;

    /// <summary>
    /// Adds one task for each solution of a labelling that no person has labelled in its generation, in the order of the
    /// selection or of the pool.
    /// </summary>
    public static Task Add(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        connection.Execute(
            $"""
            with solutions as (
                select s.id, row_number() over (order by x.ordinal, p.ordinal, s.sample) as place
                from dataset.labellings b
                join dataset.problems p on p.pool_id = b.pool_id
                join dataset.solutions s on s.problem_id = p.id
                left join dataset.selected_solutions x on x.job_id = b.selection_id and x.solution_id = s.id
                where b.job_id = @job and (b.selection_id is null or x.solution_id is not null)
                    and not exists (
                        select 1 from dataset.labels l
                        where l.solution_id = s.id and l.generation = b.generation
                            and starts_with(l.labeller, '{Labellers.Person}:')
                    )
            ), items as (
                insert into dataset.work_items (job_id, kind, solution_ids, count)
                select @job, @kind, array[id], 1 from solutions order by place
                returning id, job_id, solution_ids
            )
            insert into dataset.labelling_tasks (item_id, job_id, solution_id)
            select id, job_id, solution_ids[1] from items
            """,
            new { job, kind = WorkKinds.People },
            cancellationToken
        );

    /// <summary>
    /// Returns the labeller's open task if there is one, and otherwise the next task that nobody holds, of the oldest round
    /// first; null if nothing is left. Two labellers never get the same task.
    /// </summary>
    public async Task<LabellingTask?> Take(string labeller, Guid? labelling, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var parameters = new
        {
            labeller,
            labelling,
            lease = Lease,
        };
        long? task =
            await connection.QuerySingle<long?>(Taking("t.labeller = @labeller"), parameters, cancellationToken)
            ?? await connection.QuerySingle<long?>(
                Taking("(t.labeller is null or t.lease_until < now())"),
                parameters,
                cancellationToken
            );
        if (task is not { } id)
        {
            return null;
        }

        var row = (
            await connection.QuerySingle<Row>(
                """
                select t.item_id as id, t.job_id, q.name as pool, p.key, p.statement, p.truth, s.steps, t.lease_until
                from dataset.labelling_tasks t
                join dataset.solutions s on s.id = t.solution_id
                join dataset.problems p on p.id = s.problem_id
                join dataset.pools q on q.id = p.pool_id
                where t.item_id = @id
                """,
                new { id },
                cancellationToken
            )
        )!;
        var ratings = await Ratings(connection, id, labeller, cancellationToken);
        return new(row.Id, row.JobId, row.Pool, row.Key, row.Statement, row.Truth, row.Steps, ratings, row.LeaseUntil);
    }

    /// <summary>Stores a rating, or replaces an earlier one of the step, and renews the lease.</summary>
    /// <returns>Why it was not stored; null if it was.</returns>
    public async Task<TaskRefusal?> Rate(
        long task,
        int step,
        string labeller,
        int? rating,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        int stored = await connection.Execute(
            """
            with held as (
                update dataset.labelling_tasks t set lease_until = now() + make_interval(secs => @lease)
                from dataset.solutions s
                where t.item_id = @task and t.labeller = @labeller and t.ended is null and s.id = t.solution_id
                    and @step >= 0 and @step < cardinality(s.steps)
                    and exists (select 1 from dataset.work_items w where w.id = t.item_id and w.state = 'pending')
                returning t.item_id
            )
            insert into dataset.labelling_ratings (item_id, labeller, step, rating, rated)
            select item_id, @labeller, @step, @rating, now() from held
            on conflict (item_id, labeller, step) do update set rating = excluded.rating, rated = excluded.rated
            """,
            new
            {
                task,
                step,
                labeller,
                rating = (short?)rating,
                lease = Lease,
            },
            cancellationToken
        );
        if (stored > 0)
        {
            return null;
        }

        var held = await Held(connection, task, forUpdate: false, cancellationToken);
        return Refused(held, task, labeller)
            ?? TaskRefusal.Wrong($"step: the solution has {held!.Steps} steps, counted from 0; got {step}.");
    }

    /// <summary>Ends a task; if it is finished, its labels are written in the same transaction.</summary>
    /// <returns>Why it was not ended; null if it was, now or before.</returns>
    public async Task<TaskRefusal?> End(long task, EndTask end, CancellationToken cancellationToken)
    {
        string labeller = Labellers.OfPerson(end.Labeller);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var held = await Held(connection, task, forUpdate: true, cancellationToken);
        if (held is { Ending: { } ending } && held.Labeller == labeller && ending == end.Ending)
        {
            return null;
        }

        if (Refused(held, task, labeller) is { } refusal)
        {
            return refusal;
        }

        if (end.Ending == TaskEnding.Finished)
        {
            var ratings = await Ratings(connection, task, labeller, cancellationToken);
            var labels = PersonLabels.Of(
                held!.SolutionId,
                held.Steps,
                held.Finished,
                ratings,
                end.Seconds,
                out int missing
            );
            if (labels is null)
            {
                return TaskRefusal.Wrong(
                    $"step: step {missing} has no rating; rate every step up to the first bad one, or give up with a reason."
                );
            }

            int added = await LabelCopy.WriteMissing(
                connection,
                labeller,
                held.Generation,
                [labels],
                cancellationToken
            );
            await AddedLabels.Count(connection, held.JobId, labeller, added, cancellationToken);
            await PoolRecords.Changed(connection, held.PoolId, cancellationToken);
        }

        await connection.Execute(
            """
            update dataset.labelling_tasks
            set ended = now(), ending = @Ending, reason = @Reason, seconds = @Seconds, lease_until = null
            where item_id = @task
            """,
            new
            {
                task,
                end.Ending,
                Reason = Storable.Text(end.Reason),
                end.Seconds,
            },
            cancellationToken
        );
        await WorkItems.Finish(connection, kinds[WorkKinds.People], task, Result(end), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        wake.Now();
        return null;
    }

    private static WorkResult Result(EndTask end) =>
        end.Ending switch
        {
            TaskEnding.Finished => new(1, RunSeconds: end.Seconds ?? 0),
            TaskEnding.GaveUp => new(0, $"given up: {end.Reason}", end.Seconds ?? 0),
            _ => new(0, $"bad problem: {end.Reason}", end.Seconds ?? 0),
        };

    private static TaskRefusal? Refused(HeldTask? held, long task, string labeller) =>
        held is null ? TaskRefusal.Unknown($"There is no task {task}; POST /tasks/next gives one.")
        : held.State != WorkState.Pending || held.Ending is not null
            ? TaskRefusal.Lost($"Task {task} has ended; take the next one.")
        : held.Labeller != labeller
            ? TaskRefusal.Lost(
                $"Task {task} has gone to another labeller, because its lease had expired; take the next one."
            )
        : null;

    /// <summary>SQL that leases the first open task for which the condition holds; the job then runs.</summary>
    private static string Taking(string condition) =>
        $"""
            with next as (
                select t.item_id from dataset.labelling_tasks t
                join dataset.work_items w on w.id = t.item_id
                where t.ended is null and {condition} and w.state = 'pending'
                    and (@labelling::uuid is null or t.job_id = @labelling)
                order by t.item_id limit 1
                for update of t skip locked
            ), taken as (
                update dataset.labelling_tasks t
                set labeller = @labeller, lease_until = now() + make_interval(secs => @lease)
                from next where t.item_id = next.item_id
                returning t.item_id, t.job_id
            ), running as (
                update dataset.jobs j set state = 'running', started = coalesce(j.started, now())
                from taken where j.id = taken.job_id and j.state = 'accepted'
            )
            select item_id from taken
            """;

    private static Task<HeldTask?> Held(
        NpgsqlConnection connection,
        long task,
        bool forUpdate,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<HeldTask>(
            $"""
            select t.job_id, t.solution_id, t.labeller, t.ending, w.state, cardinality(s.steps) as steps, s.finished,
                b.generation, b.pool_id
            from dataset.labelling_tasks t
            join dataset.work_items w on w.id = t.item_id
            join dataset.solutions s on s.id = t.solution_id
            join dataset.labellings b on b.job_id = t.job_id
            join dataset.pools q on q.id = b.pool_id
            where t.item_id = @task
            {(forUpdate ? "for update of q, w, t" : "")}
            """,
            new { task },
            cancellationToken
        );

    private static Task<List<StepRating>> Ratings(
        NpgsqlConnection connection,
        long task,
        string labeller,
        CancellationToken cancellationToken
    ) =>
        connection.Query<StepRating>(
            """
            select step, rating::int as rating from dataset.labelling_ratings
            where item_id = @task and labeller = @labeller order by step
            """,
            new { task, labeller },
            cancellationToken
        );

    private sealed record Row(
        long Id,
        Guid JobId,
        string Pool,
        string Key,
        string Statement,
        string? Truth,
        string[] Steps,
        DateTimeOffset LeaseUntil
    );

    private sealed record HeldTask(
        Guid JobId,
        long SolutionId,
        string? Labeller,
        string? Ending,
        string State,
        int Steps,
        bool Finished,
        int Generation,
        long PoolId
    );
}
