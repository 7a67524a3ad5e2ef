using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;
using Platform.Dataset.Rounds;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;
using Platform.Kernels.Labelling;

namespace Platform.Dataset.Labellings;

/// <summary>
/// Labellings: a supervising model scores what it has not scored yet, then every solution is labelled. A labelling by people
/// has a stage of tasks instead.
/// </summary>
internal sealed class LabellingKind(
    NpgsqlDataSource source,
    ModelRegistry registry,
    ScoreItems scores,
    LabellingViews views
) : JobKind, IQueuedJob
{
    /// <summary>Solutions in one work item.</summary>
    private const int Chunk = 2048;

    public static string Queue => Queues.LabellingJobs;

    public override string Name => JobKinds.Labelling;

    public override JobRequest Read(byte[] body) => LabellingRequest.Read(body);

    public override async Task<Admission> Admit(JobRequest request, CancellationToken cancellationToken)
    {
        var command = (SubmitLabelling)request.Value;
        var facts = await Load(command, cancellationToken);
        var reasons = LabellingAdmission.Reasons(request, facts);
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
                var row = (await LabellingInputs.Of(connection, job.Id, cancellationToken))!;
                if (row.Supervisor == Supervisor.People)
                {
                    await RoundTasks.Add(connection, job.Id, cancellationToken);
                    return Transition.Enter(WorkKinds.People);
                }

                if (row.ModelId is { } model)
                {
                    await scores.Add(connection, job.Id, row.PoolId, [model], row.SelectionId, cancellationToken);
                }

                return Transition.Enter(WorkKinds.Score);
            case WorkKinds.Score:
                await AddItems(connection, job.Id, cancellationToken);
                return Transition.Enter(WorkKinds.Label);
            default:
                var result = await views.Result(connection, job.Id, cancellationToken);
                return result is { Labellers.Count: > 0 }
                    ? Transition.Complete
                    : Transition.Fail(
                        [
                            "label: not one solution could be labelled; choose another supervisor as by.",
                            .. await WorkItems.Reasons(connection, job.Id, cancellationToken),
                        ]
                    );
        }
    }

    public override async Task<object> Accepted(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    )
    {
        var row = (await LabellingInputs.Of(connection, job, cancellationToken))!;
        return new LabellingAccepted(job, row.PoolName, row.By, row.Solutions);
    }

    public override object Rejected(Guid job, IReadOnlyList<string> reasons, string submission) =>
        new LabellingRejected(job, reasons, submission);

    public override async Task<object> Ended(
        NpgsqlConnection connection,
        EndedJob job,
        CancellationToken cancellationToken
    ) =>
        job.State switch
        {
            JobState.Completed => new LabellingCompleted(
                job.Id,
                (await views.Result(connection, job.Id, cancellationToken))!
            ),
            JobState.Cancelled => new LabellingCancelled(job.Id),
            _ => new LabellingFailed(job.Id, job.Reasons),
        };

    private static Task AddItems(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        connection.Execute(
            """
            insert into dataset.work_items (job_id, kind, solution_ids, count)
            select @job, 'label', array_agg(id order by ordinal, sample), count(*)
            from (
                select s.id, p.ordinal, s.sample, (row_number() over (order by p.ordinal, s.sample) - 1) / @chunk as part
                from dataset.labellings b
                join dataset.problems p on p.pool_id = b.pool_id
                join dataset.solutions s on s.problem_id = p.id
                where b.job_id = @job and (b.selection_id is null or exists (
                    select 1 from dataset.selected_solutions x
                    where x.job_id = b.selection_id and x.solution_id = s.id
                ))
            ) numbered
            group by part order by part
            """,
            new { job, chunk = Chunk },
            cancellationToken
        );

    private async Task<LabellingFacts> Load(SubmitLabelling command, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var target = command.Selection is { } selection
            ? await OfSelection(connection, selection, cancellationToken)
            : await OfPool(connection, command.Pool, cancellationToken);
        var model = Supervisor.IsModel(command.By)
            ? (await registry.Resolve([Supervisor.Model(command.By)], target?.PoolId, cancellationToken))[0].Row
            : null;
        return new(
            target,
            model,
            await PoolRecords.Names(connection, cancellationToken),
            await registry.Names([ModelKind.Process], cancellationToken)
        );
    }

    private static Task<LabellingTarget?> OfSelection(
        NpgsqlConnection connection,
        Guid selection,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<LabellingTarget>(
            """
            select e.pool_id, e.pool_name, e.generation, coalesce(e.selected, 0) as solutions,
                j.state = 'completed' as selected, j.state
            from dataset.selections e join dataset.jobs j on j.id = e.job_id
            where e.job_id = @selection and e.request is not null
            """,
            new { selection },
            cancellationToken
        );

    private static Task<LabellingTarget?> OfPool(
        NpgsqlConnection connection,
        string? pool,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<LabellingTarget>(
            """
            select q.id as pool_id, q.name as pool_name, 0 as generation, (
                select count(*) from dataset.problems p join dataset.solutions s on s.problem_id = p.id where p.pool_id = q.id
            )::int as solutions, true as selected, null::text as state
            from dataset.pools q where q.name = @pool
            """,
            new { pool },
            cancellationToken
        );

    private static Task Write(
        NpgsqlConnection connection,
        Guid job,
        SubmitLabelling command,
        LabellingFacts facts,
        bool accepted,
        CancellationToken cancellationToken
    )
    {
        var threshold = Supervisor.IsModel(command.By) ? command.Threshold ?? StepSupervision.Threshold : (double?)null;
        return connection.Execute(
            """
            insert into dataset.labellings
                (job_id, pool_id, pool_name, selection_id, supervisor, model_id, labeller, threshold, generation)
            values (@job, @pool, @name, @selection, @by, @model, @labeller, @threshold, @generation)
            """,
            new
            {
                job,
                pool = facts.Target?.PoolId,
                name = facts.Target?.PoolName ?? command.Pool,
                selection = facts.Target is null ? null : command.Selection,
                by = command.By,
                model = accepted ? facts.Model?.Id : null,
                labeller = accepted && facts.Model is { } m
                    ? Supervisor.LabellerOf(m.Name, m.Version, threshold!.Value)
                    : null,
                threshold,
                generation = facts.Target?.Generation ?? 0,
            },
            cancellationToken
        );
    }
}
