using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;

namespace Platform.Dataset.Selections;

/// <summary>Selections for labelling: the pool is scored, then a selector chooses the solutions.</summary>
internal sealed class SelectionKind(NpgsqlDataSource source, ModelRegistry registry, ScoreItems scores)
    : JobKind,
        IQueuedJob
{
    public static string Queue => Queues.SelectionJobs;

    public override string Name => JobKinds.Selection;

    public override JobRequest Read(byte[] body) => SelectionRequest.Read(body);

    public override async Task<Admission> Admit(JobRequest request, CancellationToken cancellationToken)
    {
        var command = (SubmitSelection)request.Value;
        var facts = await Load(command, cancellationToken);
        var reasons = SelectionAdmission.Reasons(request, facts);
        return new(reasons, (c, id, token) => Write(c, id, command, facts, reasons.Count == 0, token));
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
                var selection = await SelectionRecords.Begin(connection, job.Id, cancellationToken);
                await scores.Add(connection, job.Id, selection.Pool, selection.Models, null, cancellationToken);
                return Transition.Enter(WorkKinds.Score);
            case WorkKinds.Score:
                await WorkItems.Add(connection, job.Id, WorkKinds.Choose, cancellationToken);
                return Transition.Enter(WorkKinds.Choose);
            default:
                return await SelectionRecords.Ending(connection, job.Id, cancellationToken);
        }
    }

    public override async Task<object> Accepted(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QuerySingle<AcceptedSelection>(
                $"""
                select e.pool_name, (select count(*) from dataset.problems p where p.pool_id = e.pool_id)::int as problems,
                    {SelectionRecords.ModelNames} as models, e.generation
                from dataset.selections e where e.job_id = @job
                """,
                new { job },
                cancellationToken
            )
        )!.Event(job);

    public override object Rejected(Guid job, IReadOnlyList<string> reasons, string submission) =>
        new SelectionRejected(job, reasons, submission);

    public override async Task<object> Ended(
        NpgsqlConnection connection,
        EndedJob job,
        CancellationToken cancellationToken
    )
    {
        switch (job.State)
        {
            case JobState.Completed:
                var result = await connection.QuerySingle<CompletedSelection>(
                    "select pool_name, generation, selected, sha256 from dataset.selections where job_id = @id",
                    new { id = job.Id },
                    cancellationToken
                );
                return new SelectionCompleted(
                    job.Id,
                    result!.PoolName,
                    result.Generation,
                    result.Selected,
                    result.Sha256
                );
            case JobState.Cancelled:
                return new SelectionCancelled(job.Id);
            default:
                return new SelectionFailed(job.Id, job.Reasons);
        }
    }

    private async Task<SelectionFacts> Load(SubmitSelection command, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var pool = await connection.QuerySingle<SelectionPool>(
            """
            select p.id, s.solutions, s.judged from dataset.pools p
            cross join lateral (
                select count(*) as solutions, count(x.correct) as judged
                from dataset.solutions x join dataset.problems y on y.id = x.problem_id where y.pool_id = p.id
            ) s
            where p.name = @name
            """,
            new { name = command.Pool },
            cancellationToken
        );
        return new(
            pool,
            await registry.Resolve(command.Models, pool?.Id, cancellationToken),
            await PoolRecords.Names(connection, cancellationToken),
            await registry.Names(cancellationToken),
            await SelectionRecords.NextGeneration(connection, pool?.Id, cancellationToken)
        );
    }

    private static async Task Write(
        NpgsqlConnection connection,
        Guid job,
        SubmitSelection command,
        SelectionFacts facts,
        bool accepted,
        CancellationToken cancellationToken
    )
    {
        await connection.Execute(
            """
            insert into dataset.selections (job_id, pool_id, pool_name, request, generation)
            values (@job, @pool, @name, @request::jsonb, @generation)
            """,
            new
            {
                job,
                pool = facts.Pool?.Id,
                name = command.Pool,
                request = accepted ? JsonSerializer.Serialize(command, JsonSerializerOptions.Web) : null,
                generation = accepted ? command.Generation ?? facts.Generation : (int?)null,
            },
            cancellationToken
        );
        if (accepted)
        {
            await connection.Execute(
                """
                insert into dataset.selection_models (job_id, model_id, ordinal)
                select @job, m.id, m.ordinal - 1 from unnest(@models::bigint[]) with ordinality as m(id, ordinal)
                """,
                new { job, models = facts.Models.Select(m => m.Row!.Id).ToArray() },
                cancellationToken
            );
        }
    }

    private sealed record AcceptedSelection(string PoolName, int Problems, string[] Models, int Generation)
    {
        public SelectionAccepted Event(Guid job) => new(job, PoolName, Problems, Models, Generation);
    }

    private sealed record CompletedSelection(string PoolName, int Generation, int Selected, string Sha256);
}
