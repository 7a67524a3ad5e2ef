using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;
using Platform.Dataset.Plans;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Generations;

/// <summary>Generations: sample, select, label, train, evaluate, and again.</summary>
internal sealed class GenerationsKind(
    NpgsqlDataSource source,
    ModelRegistry registry,
    Submissions submissions,
    IServiceProvider services,
    TimeProvider time
) : JobKind, IQueuedJob
{
    public static string Queue => Queues.GenerationsJobs;

    public override string Name => JobKinds.Generations;

    public override JobRequest Read(byte[] body) => GenerationsRequest.Read(body);

    public override async Task<Admission> Admit(JobRequest request, CancellationToken cancellationToken)
    {
        var command = (SubmitGenerations)request.Value;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var facts = await PlanFacts.Load(
            connection,
            registry,
            [command.Plan.Pool.Name, command.Plan.Test.Name],
            GenerationsAdmission.Models(command.Plan),
            cancellationToken
        );
        var reasons = GenerationsAdmission.Reasons(request, facts);
        return new(reasons, (c, id, token) => Write(c, id, command, facts, reasons.Count == 0, token));
    }

    public override async Task<Transition> Next(
        NpgsqlConnection connection,
        Job job,
        CancellationToken cancellationToken
    ) => await PlanRecords.Next(connection, job, submissions, services, cancellationToken) ?? Transition.Complete;

    public override async Task<object> Accepted(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    )
    {
        var row = await connection.QuerySingle<AcceptedGenerations>(
            """
            select g.request #>> '{plan,name}' as name,
                (select count(*) from dataset.planned_jobs p where p.job_id = g.job_id)::int as jobs
            from dataset.generations g where g.job_id = @job
            """,
            new { job },
            cancellationToken
        );
        return new GenerationsAccepted(job, row!.Name, row.Jobs);
    }

    public override object Rejected(Guid job, IReadOnlyList<string> reasons, string submission) =>
        new GenerationsRejected(job, reasons, submission);

    public override async Task<object> Ended(
        NpgsqlConnection connection,
        EndedJob job,
        CancellationToken cancellationToken
    ) =>
        job.State switch
        {
            JobState.Completed => new GenerationsCompleted(
                job.Id,
                ((GenerationsAccepted)await Accepted(connection, job.Id, cancellationToken)).Name
            ),
            JobState.Cancelled => new GenerationsCancelled(job.Id),
            _ => new GenerationsFailed(job.Id, job.Reasons),
        };

    private async Task Write(
        NpgsqlConnection connection,
        Guid job,
        SubmitGenerations command,
        PlanFacts facts,
        bool accepted,
        CancellationToken cancellationToken
    )
    {
        await connection.Execute(
            "insert into dataset.generations (job_id, request) values (@job, @request::jsonb)",
            new { job, request = accepted ? JsonSerializer.Serialize(command, JsonSerializerOptions.Web) : null },
            cancellationToken
        );
        if (accepted)
        {
            var jobs = GenerationJobs.Of(command.Plan, job, time.GetUtcNow(), facts);
            await PlanRecords.Write(connection, job, jobs, cancellationToken);
        }
    }

    private sealed record AcceptedGenerations(string Name, int Jobs);
}
