using Npgsql;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Rounds;

/// <summary>What decides whether a task can be changed and ended.</summary>
internal sealed record HeldTask(
    string Kind,
    long? ItemId,
    Guid? JobId,
    long SolutionId,
    int? Attempt,
    string? Labeller,
    string? Ending,
    bool Open,
    int Steps,
    bool Finished,
    int? Generation,
    long PoolId
)
{
    /// <summary>Null if there is no such task.</summary>
    public static Task<HeldTask?> Of(NpgsqlConnection connection, Guid task, CancellationToken cancellationToken) =>
        connection.QuerySingle<HeldTask>(
            $"""
            select t.kind, t.item_id, t.job_id, t.solution_id, t.attempt, t.labeller, t.ending, {TaskRatings.IsOpen} as open,
                cardinality(s.steps) as steps, s.finished, b.generation, p.pool_id
            from dataset.labelling_tasks t
            join dataset.solutions s on s.id = t.solution_id
            join dataset.problems p on p.id = s.problem_id
            left join dataset.labellings b on b.job_id = t.job_id
            where t.id = @task
            """,
            new { task },
            cancellationToken
        );

    /// <summary>
    /// Locks the pool, the work item and the task until the transaction ends, in the order of other writers of labels.
    /// </summary>
    public static async Task Lock(NpgsqlConnection connection, Guid task, CancellationToken cancellationToken)
    {
        await connection.Execute(
            """
            select 1 from dataset.pools where id = (
                select p.pool_id from dataset.labelling_tasks t
                join dataset.solutions s on s.id = t.solution_id
                join dataset.problems p on p.id = s.problem_id where t.id = @task
            ) for update
            """,
            new { task },
            cancellationToken
        );
        await connection.Execute(
            """
            select 1 from dataset.work_items
            where id = (select item_id from dataset.labelling_tasks where id = @task) for update
            """,
            new { task },
            cancellationToken
        );
        await connection.Execute(
            "select 1 from dataset.labelling_tasks where id = @task for update",
            new { task },
            cancellationToken
        );
    }

    /// <summary>Why the labeller cannot change the task; null if nothing is against it.</summary>
    public static TaskRefusal? Refused(HeldTask? held, Guid task, string labeller) =>
        held is null ? TaskRefusal.Unknown($"There is no task {task}; POST /tasks/next gives one.")
        : !held.Open || held.Ending is not null ? TaskRefusal.Lost($"Task {task} has ended; take the next one.")
        : held.Labeller != labeller
            ? TaskRefusal.Lost(
                $"Task {task} has gone to another labeller, because its lease had expired; take the next one."
            )
        : null;
}
