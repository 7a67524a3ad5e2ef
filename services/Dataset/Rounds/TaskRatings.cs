using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Rounds;

/// <summary>Ratings of the steps of a task, by the labeller who holds it. Every change renews the lease.</summary>
internal sealed class TaskRatings(NpgsqlDataSource source, IOptions<DatasetOptions> options)
{
    /// <summary>
    /// SQL that is true if the task <c>t</c> can still be worked on: the round of a control may have completed meanwhile, which
    /// would otherwise tell it from other tasks.
    /// </summary>
    public const string IsOpen = """
        (case t.kind
            when 'label' then exists (
                select 1 from dataset.work_items w where w.id = t.item_id and w.state = 'pending'
            )
            when 'control' then exists (
                select 1 from dataset.jobs j
                where j.id = t.job_id and j.state in ('accepted', 'running', 'completed')
            )
            else true
        end)
        """;

    /// <summary>
    /// SQL that renews the lease of the task if the labeller holds it and it has the step, and returns its id and its
    /// solution.
    /// </summary>
    public const string Hold = $"""
        update dataset.labelling_tasks t set lease_until = now() + make_interval(secs => @lease)
        from dataset.solutions s
        where t.id = @task and t.labeller = @labeller and t.ended is null and s.id = t.solution_id
            and @step >= 0 and @step < cardinality(s.steps) and {IsOpen}
        returning t.id, t.solution_id
        """;

    private double Lease => options.Value.TaskLease.TotalSeconds;

    /// <summary>A labeller's ratings of a task by step.</summary>
    public static Task<List<StepRating>> Of(
        NpgsqlConnection connection,
        Guid task,
        string labeller,
        CancellationToken cancellationToken
    ) =>
        connection.Query<StepRating>(
            """
            select step, rating::int as rating from dataset.labelling_ratings
            where task_id = @task and labeller = @labeller order by step
            """,
            new { task, labeller },
            cancellationToken
        );

    /// <summary>Stores a rating, or replaces an earlier one of the step.</summary>
    /// <returns>Why it was not stored; null if it was.</returns>
    public Task<TaskRefusal?> Rate(
        Guid task,
        int step,
        string labeller,
        int? rating,
        CancellationToken cancellationToken
    ) =>
        Change(
            $"""
            with held as ({Hold})
            insert into dataset.labelling_ratings (task_id, labeller, step, rating, rated)
            select id, @labeller, @step, @rating, now() from held
            on conflict (task_id, labeller, step) do update set rating = excluded.rating, rated = excluded.rated
            returning step
            """,
            task,
            step,
            labeller,
            rating,
            cancellationToken
        );

    /// <summary>Takes a rating back; nothing happens if there is none.</summary>
    /// <returns>Why it was not done; null if it was.</returns>
    public Task<TaskRefusal?> Unrate(Guid task, int step, string labeller, CancellationToken cancellationToken) =>
        Change(
            $"""
            with held as ({Hold}), gone as (
                delete from dataset.labelling_ratings r using held
                where r.task_id = held.id and r.labeller = @labeller and r.step = @step
            )
            select @step from held
            """,
            task,
            step,
            labeller,
            null,
            cancellationToken
        );

    private async Task<TaskRefusal?> Change(
        string sql,
        Guid task,
        int step,
        string labeller,
        int? rating,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        int? changed = await connection.QuerySingle<int?>(
            sql,
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
        return changed is null ? await Refusal(connection, task, step, labeller, cancellationToken) : null;
    }

    /// <summary>Why a step of a task cannot be changed.</summary>
    public static async Task<TaskRefusal> Refusal(
        NpgsqlConnection connection,
        Guid task,
        int step,
        string labeller,
        CancellationToken cancellationToken
    )
    {
        var held = await HeldTask.Of(connection, task, cancellationToken);
        return HeldTask.Refused(held, task, labeller)
            ?? TaskRefusal.Wrong($"step: the solution has {held!.Steps} steps, counted from 0; got {step}.");
    }
}
