using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Searches;

/// <summary>
/// Searches: rounds of draws and scores on every problem, each independent of the other problems, then the report. The
/// items of a round are added by the results of the round before, in the transactions that record them.
/// </summary>
internal sealed class SearchKind(
    NpgsqlDataSource source,
    ModelRegistry registry,
    SearchRounds rounds,
    TimeProvider time
) : JobKind, IQueuedJob
{
    public static string Queue => Queues.SearchJobs;

    public override string Name => JobKinds.Search;

    public override JobRequest Read(byte[] body) => SearchRequest.Read(body);

    public override async Task<Admission> Admit(JobRequest request, CancellationToken cancellationToken)
    {
        var command = (SubmitSearch)request.Value;
        var facts = await Load(command, cancellationToken);
        var reasons = SearchAdmission.Reasons(request, facts);
        var sampling = command.Sampling ?? new Sampling();
        if (sampling.Model is { } name && await registry.FindLanguageModel(name, cancellationToken) is { } generator)
        {
            sampling = sampling with { Model = $"{generator.Name}@{generator.Version}" };
        }

        return new(
            reasons,
            (c, id, token) =>
                Write(
                    c,
                    id,
                    command,
                    facts,
                    reasons.Count == 0 ? SearchDefaults.Filled(command, sampling) : null,
                    token
                )
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
                await JobRecords.Run(connection, job.Id, cancellationToken);
                await rounds.Begin(connection, job.Id, cancellationToken);
                return Transition.Enter(WorkKinds.Expand);
            case WorkKinds.Expand:
                // Items that failed without an answer, or a job that was paused: the rounds go on with what there is.
                if (await rounds.Resume(connection, job.Id, cancellationToken))
                {
                    return Transition.Enter(WorkKinds.Expand);
                }

                if (!await SearchRecords.HasSolutions(connection, job.Id, cancellationToken))
                {
                    return Transition.Fail(await Reasons(connection, job.Id, cancellationToken));
                }

                await WorkItems.Add(connection, job.Id, WorkKinds.Compare, cancellationToken);
                return Transition.Enter(WorkKinds.Compare);
            default:
                return await SearchRecords.HasReport(connection, job.Id, cancellationToken)
                    ? Transition.Complete
                    : Transition.Fail(await WorkItems.Reasons(connection, job.Id, cancellationToken));
        }
    }

    public override async Task<object> Accepted(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QuerySingle<AcceptedSearch>(
                """
                select e.pool_name, (select count(*) from dataset.search_problems p where p.job_id = e.job_id)::int as problems,
                    m.name || '@' || m.version as model, e.result_name
                from dataset.searches e join dataset.models m on m.id = e.model_id where e.job_id = @job
                """,
                new { job },
                cancellationToken
            )
        )!.Event(job);

    public override object Rejected(Guid job, IReadOnlyList<string> reasons, string submission) =>
        new SearchRejected(job, reasons, submission);

    public override async Task<object> Ended(
        NpgsqlConnection connection,
        EndedJob job,
        CancellationToken cancellationToken
    ) =>
        job.State switch
        {
            JobState.Completed => (
                await connection.QuerySingle<CompletedSearch>(
                    """
                    select e.result_name, (
                            select count(*) from dataset.problems p join dataset.solutions s on s.problem_id = p.id
                            where p.pool_id = e.result_id
                        ) as solutions,
                        (select coalesce(sum(p.tokens), 0)::bigint from dataset.search_problems p where p.job_id = e.job_id) as tokens
                    from dataset.searches e where e.job_id = @id
                    """,
                    new { id = job.Id },
                    cancellationToken
                )
            )!.Event(job.Id),
            JobState.Cancelled => new SearchCancelled(job.Id),
            _ => new SearchFailed(job.Id, job.Reasons),
        };

    private static async Task<IReadOnlyList<string>> Reasons(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    ) =>
        await WorkItems.Reasons(connection, job, cancellationToken) is { Count: > 0 } reasons
            ? reasons
            : ["expand: no problem has got a solution; raise maxSteps or sampling.maxTokens."];

    private async Task<SearchFacts> Load(SubmitSearch command, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var pool = await connection.QuerySingle<SearchPool>(
            """
            select p.id, (select count(*) from dataset.problems q where q.pool_id = p.id) as problems
            from dataset.pools p where p.name = @name
            """,
            new { name = command.Pool },
            cancellationToken
        );
        return new(
            pool,
            (await registry.Resolve([command.Model], null, cancellationToken))[0].Row,
            await PoolRecords.Names(connection, cancellationToken),
            await registry.Names(cancellationToken),
            await connection.Query<string>(
                """
                select e.result_name from dataset.searches e join dataset.jobs j on j.id = e.job_id
                where e.pool_name = @pool and e.report is not null and j.state = 'completed' order by j.ended desc
                """,
                new { pool = command.Pool },
                cancellationToken
            )
        );
    }

    private async Task Write(
        NpgsqlConnection connection,
        Guid job,
        SubmitSearch command,
        SearchFacts facts,
        SubmitSearch? filled,
        CancellationToken cancellationToken
    )
    {
        long? result = filled is null
            ? null
            : await PoolRecords.Create(connection, command.Name, "search", time.GetUtcNow(), cancellationToken);
        await connection.Execute(
            """
            insert into dataset.searches (job_id, pool_id, pool_name, result_id, result_name, model_id, request)
            values (@job, @pool, @name, @result, @resultName, @model, @request::jsonb)
            """,
            new
            {
                job,
                pool = facts.Pool?.Id,
                name = command.Pool,
                result,
                resultName = command.Name,
                model = filled is null ? null : facts.Model?.Id,
                request = filled is null ? null : JsonSerializer.Serialize(filled, JsonSerializerOptions.Web),
            },
            cancellationToken
        );
        if (result is { } made)
        {
            await SearchRecords.CopyProblems(connection, job, facts.Pool!.Id, made, cancellationToken);
        }
    }

    private sealed record AcceptedSearch(string PoolName, int Problems, string Model, string ResultName)
    {
        public SearchAccepted Event(Guid job) => new(job, PoolName, Problems, Model, ResultName);
    }

    private sealed record CompletedSearch(string ResultName, long Solutions, long Tokens)
    {
        public SearchCompleted Event(Guid job) => new(job, ResultName, Solutions, Tokens);
    }
}
