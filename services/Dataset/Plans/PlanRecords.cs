using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Plans;

/// <summary>SQL statements on the jobs of plans.</summary>
internal static class PlanRecords
{
    /// <summary>The stage of a plan whose jobs run.</summary>
    public const string Stage = "jobs";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Task Write(
        NpgsqlConnection connection,
        Guid plan,
        IReadOnlyList<PlannedJob> jobs,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            """
            insert into dataset.planned_jobs (job_id, name, ordinal, id, kind, body, needs)
            select @plan, j.name, j.ordinal - 1, j.id, j.kind, j.body, string_to_array(j.needs, ' ')
            from unnest(@names::text[], @ids::uuid[], @kinds::text[], @bodies::jsonb[], @needs::text[])
                with ordinality as j(name, id, kind, body, needs, ordinal)
            """,
            new
            {
                plan,
                names = jobs.Select(j => j.Name).ToArray(),
                ids = jobs.Select(j => j.Id).ToArray(),
                kinds = jobs.Select(j => j.Kind).ToArray(),
                bodies = jobs.Select(j => JsonSerializer.Serialize(j.Body, Json)).ToArray(),
                needs = jobs.Select(j => string.Join(' ', j.Needs)).ToArray(),
            },
            cancellationToken
        );

    /// <summary>
    /// Starts the jobs whose needs have completed. A plan with a job that did not complete fails after the jobs that run
    /// have ended.
    /// </summary>
    /// <returns>Null if every job has completed.</returns>
    public static async Task<Transition?> Next(
        NpgsqlConnection connection,
        Job plan,
        Submissions submissions,
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        var jobs = await connection.Query<Row>(
            """
            select p.name, p.kind, p.id, p.body::text as body, p.needs, j.state, coalesce(j.reasons, '{}') as reasons
            from dataset.planned_jobs p left join dataset.jobs j on j.id = p.id
            where p.job_id = @plan order by p.ordinal
            """,
            new { plan = plan.Id },
            cancellationToken
        );
        var failed = jobs.Where(j => j.State is not (null or JobState.Completed)).ToList();
        if (failed.Count > 0)
        {
            return Transition.Fail([.. failed.SelectMany(Why)]);
        }

        var completed = jobs.Where(j => j.State is not null).Select(j => j.Name).ToHashSet(StringComparer.Ordinal);
        var ready = jobs.Where(j => j.State is null && j.Needs.All(completed.Contains)).ToList();
        if (ready.Count == 0)
        {
            return null;
        }

        var kinds = services.GetServices<JobKind>().ToDictionary(k => k.Name);
        foreach (var job in ready)
        {
            await submissions.Start(
                connection,
                kinds[job.Kind],
                Encoding.UTF8.GetBytes(job.Body),
                plan.Id,
                cancellationToken
            );
        }

        await JobRecords.Run(connection, plan.Id, cancellationToken);
        return Transition.Enter(Stage);
    }

    /// <summary>Returns the jobs of these plans, in order.</summary>
    public static async Task<ILookup<Guid, PlannedJobStatus>> Status(
        NpgsqlConnection connection,
        Guid[] plans,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.Query<StatusRow>(
                """
                select p.job_id, p.name, p.kind, p.id, p.needs, j.state, j.stage, j.submitted, j.ended
                from dataset.planned_jobs p left join dataset.jobs j on j.id = p.id
                where p.job_id = any(@plans) order by p.job_id, p.ordinal
                """,
                new { plans },
                cancellationToken
            )
        ).ToLookup(
            r => r.JobId,
            r => new PlannedJobStatus(r.Name, r.Kind, r.Id, r.Needs, r.State, r.Stage, r.Submitted, r.Ended)
        );

    private static IEnumerable<string> Why(Row job) =>
        job.Reasons.Length == 0
            ? [$"{job.Name}: the {job.Kind} {job.Id} was {job.State}."]
            : job.Reasons.Select(r => $"{job.Name} ({job.Kind} {job.Id}): {r}");

    private sealed record Row(
        string Name,
        string Kind,
        Guid Id,
        string Body,
        string[] Needs,
        string? State,
        string[] Reasons
    );

    private sealed record StatusRow(
        Guid JobId,
        string Name,
        string Kind,
        Guid Id,
        string[] Needs,
        string? State,
        string? Stage,
        DateTimeOffset? Submitted,
        DateTimeOffset? Ended
    );
}
