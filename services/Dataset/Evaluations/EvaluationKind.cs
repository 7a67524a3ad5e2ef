using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;
using Platform.Dataset.Reports;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>
/// Evaluations: missing samples are generated, every solution is scored, and the selector builds the report.
/// </summary>
internal sealed class EvaluationKind(NpgsqlDataSource source, ModelRegistry registry, EvaluationStages stages)
    : JobKind,
        IQueuedJob
{
    public static string Queue => Queues.EvaluationJobs;

    public override string Name => JobKinds.Evaluation;

    public override JobRequest Read(byte[] body) => EvaluationRequest.Read(body);

    public override async Task<Admission> Admit(JobRequest request, CancellationToken cancellationToken)
    {
        var command = (SubmitEvaluation)request.Value;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var pool = await LoadPool(connection, command.Pool, cancellationToken);
        var models = await registry.Resolve(command.Models ?? [], pool?.Id, cancellationToken);
        var labels = await EvaluationLabels.Known(connection, pool?.Id, command.Steps, cancellationToken);
        var reasons = EvaluationAdmission.Reasons(
            request,
            pool,
            models,
            await PoolRecords.Names(connection, cancellationToken),
            await registry.Names(cancellationToken),
            labels
        );
        var sampling = await Pinned(command.Sampling ?? new Sampling(), cancellationToken);
        return new(
            reasons,
            async (c, id, token) =>
            {
                await Write(c, id, command, pool, sampling, token);
                if (reasons.Count == 0)
                {
                    await WriteModels(c, id, pool!.Id, [.. models.Select(m => m.Row!.Id)], token);
                }
            }
        );
    }

    public override async Task<Transition> Next(
        NpgsqlConnection connection,
        Job job,
        CancellationToken cancellationToken
    )
    {
        switch (job.Stage)
        {
            case null:
                await stages.Generate(connection, job.Id, cancellationToken);
                return Transition.Enter(WorkKinds.Generate);
            case WorkKinds.Generate:
                await stages.Score(connection, job.Id, cancellationToken);
                return Transition.Enter(WorkKinds.Score);
            case WorkKinds.Score when await EvaluationStages.HasSolutions(connection, job.Id, cancellationToken):
                await WorkItems.Add(connection, job.Id, WorkKinds.Select, cancellationToken);
                return Transition.Enter(WorkKinds.Select);
            case WorkKinds.Select when await EvaluationStages.HasReport(connection, job.Id, cancellationToken):
                return Transition.Complete;
            default:
                return Transition.Fail(await WorkItems.Reasons(connection, job.Id, cancellationToken));
        }
    }

    public override async Task<object> Accepted(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QuerySingle<AcceptedEvaluation>(
                """
                select e.pool_name, (select count(*) from dataset.problems p where p.pool_id = e.pool_id)::int as problems,
                    array(
                        select m.name || '@' || m.version from dataset.evaluation_models em
                        join dataset.models m on m.id = em.model_id and m.pool_id is null
                        where em.job_id = e.job_id order by em.ordinal
                    ) as models
                from dataset.evaluations e where e.job_id = @job
                """,
                new { job },
                cancellationToken
            )
        )!.Event(job);

    public override object Rejected(Guid job, IReadOnlyList<string> reasons, string submission) =>
        new EvaluationRejected(job, reasons, submission);

    public override async Task<object> Ended(
        NpgsqlConnection connection,
        EndedJob job,
        CancellationToken cancellationToken
    ) =>
        job.State switch
        {
            JobState.Completed => new EvaluationCompleted(
                Thinned.Of((await ReportStore.Find(connection, job.Id, cancellationToken))!)
            ),
            JobState.Cancelled => new EvaluationCancelled(job.Id),
            _ => new EvaluationFailed(job.Id, job.Reasons),
        };

    /// <summary>
    /// Resolves the name of a language model to its newest version now, so that all samples of a job come from one model.
    /// Any other name is passed on to the completion server.
    /// </summary>
    private async Task<Sampling> Pinned(Sampling sampling, CancellationToken cancellationToken) =>
        sampling.Model is { } name && await registry.FindLanguageModel(name, cancellationToken) is { } model
            ? sampling with
            {
                Model = $"{model.Name}@{model.Version}",
            }
            : sampling;

    private static async Task Write(
        NpgsqlConnection connection,
        Guid job,
        SubmitEvaluation command,
        PoolFacts? pool,
        Sampling sampling,
        CancellationToken cancellationToken
    ) =>
        await connection.Execute(
            """
            insert into dataset.evaluations (job_id, pool_id, pool_name, models, samples, sampling, seed, ties, steps)
            values (@job, @pool, @name, @models, @samples, @sampling::jsonb, @seed, @ties, @steps::jsonb)
            """,
            new
            {
                job,
                pool = pool?.Id,
                name = command.Pool,
                models = (command.Models ?? []).ToArray(),
                samples = command.Samples,
                sampling = JsonSerializer.Serialize(sampling, JsonSerializerOptions.Web),
                seed = command.Seed ?? 0,
                ties = (command.Ties ?? VoteTies.Uniform).ToString().ToLowerInvariant(),
                steps = command.Steps is { } steps ? JsonSerializer.Serialize(steps, JsonSerializerOptions.Web) : null,
            },
            cancellationToken
        );

    /// <summary>
    /// Writes the models that the report will use: those named, then those whose scores were imported with the pool.
    /// </summary>
    private static Task WriteModels(
        NpgsqlConnection connection,
        Guid job,
        long pool,
        long[] models,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            """
            insert into dataset.evaluation_models (job_id, model_id, ordinal)
            select @job, id, row_number() over (order by named nulls last, id) - 1
            from (
                select m.id, array_position(@models, m.id) as named from dataset.models m
                where m.id = any(@models) or m.pool_id = @pool
            ) used
            """,
            new
            {
                job,
                pool,
                models,
            },
            cancellationToken
        );

    private static Task<PoolFacts?> LoadPool(
        NpgsqlConnection connection,
        string name,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<PoolFacts>(
            """
            select p.id, q.problems, s.solutions, s.ungraded, q.without_truth, case when s.ungraded > 0 then exists (
                select 1 from dataset.problems y
                join dataset.solutions x on x.problem_id = y.id
                join dataset.labels l on l.solution_id = x.id
                join dataset.step_labels v on v.label_id = l.id
                where y.pool_id = p.id and x.finished and v.alternative = 0 and v.value is not null
            ) else false end as rated
            from dataset.pools p
            cross join lateral (
                select count(*) as problems, count(*) filter (where truth is null) as without_truth
                from dataset.problems where pool_id = p.id
            ) q
            cross join lateral (
                select count(*) as solutions, count(*) filter (where x.finished and x.correct is null) as ungraded
                from dataset.solutions x join dataset.problems y on y.id = x.problem_id where y.pool_id = p.id
            ) s
            where p.name = @name
            """,
            new { name },
            cancellationToken
        );

    private sealed record AcceptedEvaluation(string PoolName, int Problems, string[] Models)
    {
        public EvaluationAccepted Event(Guid job) => new(job, PoolName, Problems, Models);
    }
}
