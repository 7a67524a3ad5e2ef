using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;
using Platform.Dataset.Rollouts;
using Platform.Dataset.Rounds;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;
using Platform.Kernels.Labelling;

namespace Platform.Dataset.Labellings;

/// <summary>
/// Labellings: a supervising model scores what it has not scored yet, or solutions are completed from their steps, round after
/// round; then every solution is labelled. A labelling by people has a stage of tasks instead.
/// </summary>
internal sealed class LabellingKind(
    NpgsqlDataSource source,
    ModelRegistry registry,
    ScoreItems scores,
    LabellingViews views,
    IOptions<DatasetOptions> options
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

                if (row.Rollouts is { } rollouts)
                {
                    await JobRecords.Run(connection, job.Id, cancellationToken);
                    await RolloutRounds.Begin(connection, row.Of(job.Id, rollouts), row.PoolName, cancellationToken);
                    return Transition.Enter(WorkKinds.Rollout);
                }

                if (row.ModelId is { } model)
                {
                    await scores.Add(connection, job.Id, row.PoolId, [model], row.SelectionId, cancellationToken);
                }

                return Transition.Enter(WorkKinds.Score);
            case WorkKinds.Score or WorkKinds.Rollout:
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

    /// <summary>The settings with the language model pinned to a version; a server's model has none.</summary>
    private static RolloutSettings Pinned(SubmitLabelling command, ModelRow? model)
    {
        var settings = command.Rollouts ?? new();
        return settings with
        {
            Sampling = (settings.Sampling ?? new()) with
            {
                Model = model is null ? Supervisor.Generator(command.By) : $"{model.Name}@{model.Version}",
            },
        };
    }

    private async Task<LabellingFacts> Load(SubmitLabelling command, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var target = command.Selection is { } selection
            ? await OfSelection(connection, selection, cancellationToken)
            : await OfPool(connection, command.Pool, cancellationToken);
        var model = await Model(command, target, cancellationToken);
        return new(
            target,
            model,
            await PoolRecords.Names(connection, cancellationToken),
            await registry.Names([ModelKind.Process], cancellationToken),
            command.Controls > 0 && target is not null
                ? await Controls(connection, command, target, cancellationToken)
                : 0
        );
    }

    /// <summary>The model that the supervisor names, of whatever kind.</summary>
    private async Task<ModelRow?> Model(
        SubmitLabelling command,
        LabellingTarget? target,
        CancellationToken cancellationToken
    )
    {
        if (!Supervisor.IsRollouts(command.By))
        {
            return Supervisor.IsModel(command.By)
                ? (await registry.Resolve([Supervisor.Model(command.By)], target?.PoolId, cancellationToken))[0].Row
                : null;
        }

        var name = Supervisor.Generator(command.By);
        return await registry.FindLanguageModel(name, cancellationToken)
            ?? (await registry.Resolve([name], target?.PoolId, cancellationToken))[0].Row;
    }

    /// <summary>Number of gold solutions outside of what is labelled and of the screening.</summary>
    private Task<int> Controls(
        NpgsqlConnection connection,
        SubmitLabelling command,
        LabellingTarget target,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<int>(
            """
            select count(*)::int from dataset.gold_solutions g
            join dataset.solutions s on s.id = g.solution_id
            join dataset.problems p on p.id = s.problem_id
            join dataset.pools q on q.id = p.pool_id
            where q.name is distinct from @screening and case when @selection::uuid is null then q.id <> @PoolId
                else not exists (
                    select 1 from dataset.selected_solutions x where x.job_id = @selection and x.solution_id = s.id
                )
            end
            """,
            new
            {
                target.PoolId,
                selection = command.Selection,
                screening = options.Value.ScreeningPool,
            },
            cancellationToken
        );

    private static Task<LabellingTarget?> OfSelection(
        NpgsqlConnection connection,
        Guid selection,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<LabellingTarget>(
            """
            select e.pool_id, e.pool_name, e.generation, coalesce(e.selected, 0) as solutions,
                j.state = 'completed' as selected, j.state, exists (
                    select 1 from dataset.problems p where p.pool_id = e.pool_id and p.truth is not null
                ) as answered
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
            )::int as solutions, true as selected, null::text as state, exists (
                select 1 from dataset.problems p where p.pool_id = q.id and p.truth is not null
            ) as answered
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
        var rollouts = Supervisor.IsRollouts(command.By) ? Pinned(command, facts.Model) : null;
        return connection.Execute(
            """
            insert into dataset.labellings
                (job_id, pool_id, pool_name, selection_id, supervisor, model_id, labeller, threshold, rollouts, generation,
                    overlap, controls, labellers)
            values (@job, @pool, @name, @selection, @by, @model, @labeller, @threshold, @rollouts::jsonb, @generation, @overlap,
                @controls, @labellers)
            """,
            new
            {
                job,
                pool = facts.Target?.PoolId,
                name = facts.Target?.PoolName ?? command.Pool,
                selection = facts.Target is null ? null : command.Selection,
                by = command.By,
                model = accepted && rollouts is null ? facts.Model?.Id : null,
                labeller = !accepted ? null
                : rollouts is not null
                    ? Supervisor.LabellerOf(Supervisor.Generator(command.By), rollouts, facts.Model?.Version)
                : facts.Model is { } m ? Supervisor.LabellerOf(m.Name, m.Version, threshold!.Value)
                : null,
                threshold,
                rollouts = rollouts is null ? null : RolloutRules.Json(rollouts),
                generation = command.Generation ?? facts.Target?.Generation ?? 0,
                overlap = command.Overlap ?? 1,
                controls = command.Controls ?? 0,
                labellers = (command.Labellers ?? []).Select(Platform.Contracts.Labellers.OfPerson).ToArray(),
            },
            cancellationToken
        );
    }
}
