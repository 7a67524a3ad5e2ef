using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Rounds;

/// <summary>Tasks as labellers see them.</summary>
internal static class TaskViews
{
    /// <param name="connection">The connection.</param>
    /// <param name="id">A task that the labeller holds.</param>
    /// <param name="labeller">The labeller.</param>
    /// <param name="questions">Number of questions of the screening.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<LabellingTask> Task(
        NpgsqlConnection connection,
        Guid id,
        string labeller,
        int questions,
        CancellationToken cancellationToken
    )
    {
        var row = (
            await connection.QuerySingle<Row>(
                """
                select t.id, t.job_id, p.statement, p.truth, s.steps, t.lease_until, case t.kind when 'screening' then (
                    select count(*) from dataset.labelling_tasks x
                    where x.labeller = t.labeller and x.kind = t.kind and x.attempt = t.attempt and x.ended is not null
                ) + 1 end::int as question
                from dataset.labelling_tasks t
                join dataset.solutions s on s.id = t.solution_id
                join dataset.problems p on p.id = s.problem_id
                where t.id = @id
                """,
                new { id },
                cancellationToken
            )
        )!;
        var ratings = await TaskRatings.Of(connection, id, labeller, cancellationToken);
        return new(
            row.Id,
            row.JobId,
            row.Statement,
            row.Truth,
            row.Steps,
            ratings,
            row.LeaseUntil,
            row.Question is { } question ? new(question, questions) : null
        );
    }

    private sealed record Row(
        Guid Id,
        Guid? JobId,
        string Statement,
        string? Truth,
        string[] Steps,
        DateTimeOffset LeaseUntil,
        int? Question
    );
}
