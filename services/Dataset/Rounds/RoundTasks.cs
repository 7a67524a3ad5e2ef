using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Quality;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Rounds;

/// <summary>Gives tasks to labellers, each with a lease: questions of the screening, tasks of rounds and hidden controls.</summary>
internal sealed class RoundTasks(NpgsqlDataSource source, IOptions<DatasetOptions> options)
{
    private double Lease => options.Value.TaskLease.TotalSeconds;

    /// <summary>
    /// Adds the tasks of a labelling: each solution as often as the overlap says, less the people who have labelled it in the
    /// generation, in the order of the selection or of the pool.
    /// </summary>
    public static Task Add(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        connection.Execute(
            $"""
            with solutions as (
                select s.id, row_number() over (order by n.number, x.ordinal, p.ordinal, s.sample) as place
                from dataset.labellings b
                join dataset.problems p on p.pool_id = b.pool_id
                join dataset.solutions s on s.problem_id = p.id
                left join dataset.selected_solutions x on x.job_id = b.selection_id and x.solution_id = s.id
                cross join lateral (
                    select count(*) as people from dataset.labels l
                    where l.solution_id = s.id and l.generation = b.generation
                        and starts_with(l.labeller, '{Labellers.Person}:')
                ) l
                cross join lateral generate_series(1, b.overlap - l.people) as n(number)
                where b.job_id = @job and (b.selection_id is null or x.solution_id is not null)
            ), items as (
                insert into dataset.work_items (job_id, kind, solution_ids, count)
                select @job, @kind, array[id], 1 from solutions order by place
                returning id, job_id, solution_ids
            )
            insert into dataset.labelling_tasks (item_id, job_id, solution_id, kind)
            select id, job_id, solution_ids[1], 'label' from items
            """,
            new { job, kind = WorkKinds.People },
            cancellationToken
        );

    /// <summary>
    /// Returns the labeller's open task if there is one, and otherwise a question of the screening, a control, or a task
    /// that nobody holds. Older rounds come first. Two labellers never get the same task, and a labeller never gets the
    /// same solution twice in a generation.
    /// </summary>
    public async Task<TakenTask> Take(string labeller, Guid? labelling, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var standing = await LabellerRecords.Lock(connection, labeller, cancellationToken);
        if (standing.Excluded)
        {
            return new(
                TaskRefusal.Forbidden(
                    "Your work is excluded at present, so there is no task for you. Ask an administrator."
                )
            );
        }

        var next =
            await Held(connection, labeller, labelling, cancellationToken) is { } held ? new(held)
            : options.Value.ScreeningPool is { Length: > 0 } pool && standing.Admitted != true
                ? await Question(connection, labeller, standing, pool, cancellationToken)
            : await OfRound(connection, labeller, labelling, cancellationToken);
        if (next.Id is not { } id)
        {
            return new(next.Refusal);
        }

        var task = await TaskViews.Task(connection, id, labeller, options.Value.ScreeningQuestions, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(null, task);
    }

    /// <summary>The labeller's open task, with a new lease.</summary>
    private Task<Guid?> Held(
        NpgsqlConnection connection,
        string labeller,
        Guid? labelling,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<Guid?>(
            $"""
            update dataset.labelling_tasks x set lease_until = now() + make_interval(secs => @lease)
            where x.id = (
                select t.id from dataset.labelling_tasks t
                where t.labeller = @labeller and t.ended is null and t.kind <> 'adjudication' and {TaskRatings.IsOpen}
                    and (@labelling::uuid is null or t.job_id = @labelling or t.job_id is null)
                order by t.taken, t.id limit 1
            )
            returning x.id
            """,
            new
            {
                labeller,
                labelling,
                lease = Lease,
            },
            cancellationToken
        );

    private async Task<Next> Question(
        NpgsqlConnection connection,
        string labeller,
        LabellerStanding standing,
        string pool,
        CancellationToken cancellationToken
    )
    {
        int questions = options.Value.ScreeningQuestions;
        var result = await Screening.Result(connection, labeller, standing.Attempt, cancellationToken);
        if (standing.Admitted == false || result.Ended >= questions)
        {
            return new(
                null,
                TaskRefusal.Forbidden(
                    $"You agree with {result.Agreed} of the {questions} questions of the screening, and {Screening.Needed(options.Value)} are needed. An administrator can let you repeat it."
                )
            );
        }

        return
            await Screening.Next(connection, labeller, standing.Attempt, pool, Lease, cancellationToken) is { } question
            ? new(question)
            : new(
                null,
                TaskRefusal.Lost(
                    $"The screening needs {questions} gold solutions, and pool '{pool}' has {result.Ended}. An administrator makes more with ./platform gold, or sets Dataset:ScreeningQuestions."
                )
            );
    }

    private async Task<Next> OfRound(
        NpgsqlConnection connection,
        string labeller,
        Guid? labelling,
        CancellationToken cancellationToken
    )
    {
        var free = await connection.QuerySingle<Free>(
            """
            select t.id, t.job_id, b.controls, b.pool_id from dataset.labelling_tasks t
            join dataset.work_items w on w.id = t.item_id
            join dataset.labellings b on b.job_id = t.job_id
            where t.ended is null and t.kind = 'label' and (t.labeller is null or t.lease_until < now())
                and w.state = 'pending' and (@labelling::uuid is null or t.job_id = @labelling)
                and (cardinality(b.labellers) = 0 or @labeller = any(b.labellers))
                and not exists (
                    select 1 from dataset.labelling_tasks o
                    where o.job_id = t.job_id and o.solution_id = t.solution_id and o.labeller = @labeller
                        and o.kind in ('label', 'adjudication') and o.id <> t.id
                )
                and not exists (
                    select 1 from dataset.stored_labels l
                    where l.solution_id = t.solution_id and l.labeller = @labeller and l.generation = b.generation
                )
            order by t.item_id limit 1
            for update of t skip locked
            """,
            new { labeller, labelling },
            cancellationToken
        );
        if (free is null)
        {
            return new(null);
        }

        if (await Control(connection, labeller, free, cancellationToken) is { } control)
        {
            return new(control);
        }

        await connection.Execute(
            """
            with taken as (
                update dataset.labelling_tasks t
                set labeller = @labeller, taken = now(), lease_until = now() + make_interval(secs => @lease)
                where t.id = @Id
            )
            update dataset.jobs j set state = 'running', started = coalesce(j.started, now())
            where j.id = @JobId and j.state = 'accepted'
            """,
            new
            {
                labeller,
                lease = Lease,
                free.Id,
                free.JobId,
            },
            cancellationToken
        );
        return new(free.Id);
    }

    /// <summary>A new hidden control if it is time for one; gold of the round's own pool comes first.</summary>
    private async Task<Guid?> Control(
        NpgsqlConnection connection,
        string labeller,
        Free free,
        CancellationToken cancellationToken
    )
    {
        if (free.Controls <= 0)
        {
            return null;
        }

        var given = (
            await connection.QuerySingle<Given>(
                """
                select count(*)::int as tasks, count(*) filter (where kind = 'control')::int as controls
                from dataset.labelling_tasks
                where job_id = @JobId and labeller = @labeller and kind in ('label', 'control')
                """,
                new { free.JobId, labeller },
                cancellationToken
            )
        )!;
        if (
            given.Controls >= options.Value.MostControls
            || !ControlSchedule.IsControl(free.JobId, labeller, given.Tasks, free.Controls)
        )
        {
            return null;
        }

        return await connection.QuerySingle<Guid?>(
            $"""
            insert into dataset.labelling_tasks (kind, job_id, solution_id, labeller, taken, lease_until)
            select 'control', @JobId, g.solution_id, @labeller, now(), now() + make_interval(secs => @lease)
            {GoldControls.Of("@JobId")} and not exists (
                select 1 from dataset.labelling_tasks t where t.solution_id = g.solution_id and t.labeller = @labeller
            ) and not exists (
                select 1 from dataset.stored_labels l
                where l.solution_id = g.solution_id and l.labeller = @labeller
            )
            order by p.pool_id = @PoolId desc, md5(g.solution_id || @labeller) limit 1
            returning id
            """,
            new
            {
                free.JobId,
                free.PoolId,
                labeller,
                lease = Lease,
                screening = options.Value.ScreeningPool,
            },
            cancellationToken
        );
    }

    private sealed record Free(Guid Id, Guid JobId, double Controls, long PoolId);

    private sealed record Given(int Tasks, int Controls);

    /// <summary>The next task, or why the labeller gets none; both are null if no task is left.</summary>
    private sealed record Next(Guid? Id, TaskRefusal? Refusal = null);
}

/// <summary>A task for a labeller, or why the labeller gets none; both are null if no task is left.</summary>
internal sealed record TakenTask(TaskRefusal? Refusal, LabellingTask? Task = null);
