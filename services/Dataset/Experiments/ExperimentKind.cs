using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;
using Platform.Dataset.Plans;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Experiments;

/// <summary>Experiments: jobs are started as soon as what they need has completed, then a selector builds the report.</summary>
internal sealed class ExperimentKind(
    NpgsqlDataSource source,
    ModelRegistry registry,
    Submissions submissions,
    IServiceProvider services,
    TimeProvider time
) : JobKind, IQueuedJob
{
    public static string Queue => Queues.ExperimentJobs;

    public override string Name => JobKinds.Experiment;

    public override JobRequest Read(byte[] body) => ExperimentRequest.Read(body);

    public override async Task<Admission> Admit(JobRequest request, CancellationToken cancellationToken)
    {
        var command = (SubmitExperiment)request.Value;
        var facts = await Facts(command.Plan, made: false, cancellationToken);
        var reasons = ExperimentAdmission.Reasons(request, facts);
        return new(reasons, (c, id, token) => Write(c, id, command, facts, reasons.Count == 0, token));
    }

    /// <summary>What exists of what a plan names.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="made">True if pools that the client can make count as existing.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<ExperimentFacts> Facts(ExperimentPlan plan, bool made, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return new(
            await PlanFacts.Load(
                connection,
                registry,
                [
                    .. from named in ExperimentFacts.Pools(plan)
                    from seed in Expansion.Seeds(plan)
                    select Expansion.NameOf(named.Pool, seed),
                ],
                ExperimentFacts.Models(plan),
                cancellationToken
            ),
            made
        );
    }

    public override async Task<Transition> Next(
        NpgsqlConnection connection,
        Job job,
        CancellationToken cancellationToken
    )
    {
        if (job.Stage == WorkKinds.Summarise)
        {
            return await connection.QuerySingle<bool>(
                "select report is not null from dataset.experiments where job_id = @id",
                new { id = job.Id },
                cancellationToken
            )
                ? Transition.Complete
                : Transition.Fail(await WorkItems.Reasons(connection, job.Id, cancellationToken));
        }

        if (await PlanRecords.Next(connection, job, submissions, services, cancellationToken) is { } next)
        {
            return next;
        }

        await WorkItems.Add(connection, job.Id, WorkKinds.Summarise, cancellationToken);
        return Transition.Enter(WorkKinds.Summarise);
    }

    public override async Task<object> Accepted(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    )
    {
        var row = await connection.QuerySingle<AcceptedExperiment>(
            """
            select e.request ->> 'experiment' as experiment,
                (select count(*) from dataset.planned_jobs p where p.job_id = e.job_id)::int as jobs
            from dataset.experiments e where e.job_id = @job
            """,
            new { job },
            cancellationToken
        );
        return new ExperimentAccepted(job, row!.Experiment, row.Jobs);
    }

    public override object Rejected(Guid job, IReadOnlyList<string> reasons, string submission) =>
        new ExperimentRejected(job, reasons, submission);

    public override async Task<object> Ended(
        NpgsqlConnection connection,
        EndedJob job,
        CancellationToken cancellationToken
    ) =>
        job.State switch
        {
            JobState.Completed => new ExperimentCompleted(
                job.Id,
                ((ExperimentAccepted)await Accepted(connection, job.Id, cancellationToken)).Experiment
            ),
            JobState.Cancelled => new ExperimentCancelled(job.Id),
            _ => new ExperimentFailed(job.Id, job.Reasons),
        };

    private async Task Write(
        NpgsqlConnection connection,
        Guid job,
        SubmitExperiment command,
        ExperimentFacts facts,
        bool accepted,
        CancellationToken cancellationToken
    )
    {
        var expansion = accepted ? Expansion.Of(command, job, time.GetUtcNow(), facts) : null;
        await connection.Execute(
            """
            insert into dataset.experiments (job_id, request, arms) values (@job, @request::jsonb, @arms::jsonb)
            """,
            new
            {
                job,
                request = accepted ? JsonSerializer.Serialize(command, JsonSerializerOptions.Web) : null,
                arms = expansion is null
                    ? null
                    : JsonSerializer.Serialize(
                        new StoredArms(expansion.Runs, expansion.Pairs),
                        JsonSerializerOptions.Web
                    ),
            },
            cancellationToken
        );
        if (expansion is not null)
        {
            await PlanRecords.Write(connection, job, expansion.Jobs, cancellationToken);
        }
    }

    private sealed record AcceptedExperiment(string Experiment, int Jobs);
}

/// <summary>What an experiment compares, as it is stored.</summary>
/// <param name="Runs">The results.</param>
/// <param name="Pairs">Arms that are compared.</param>
internal sealed record StoredArms(IReadOnlyList<ArmRun> Runs, IReadOnlyList<ArmPair> Pairs);
