using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Trainings;

/// <summary>Trainings: the training set is frozen, then a trainer runs the training.</summary>
internal sealed class TrainingKind(NpgsqlDataSource source, ModelRegistry registry, TrainingSets sets)
    : JobKind,
        IQueuedJob
{
    public static string Queue => Queues.TrainingJobs;

    public override string Name => JobKinds.Training;

    public override JobRequest Read(byte[] body) => TrainingRequest.Read(body);

    public override async Task<Admission> Admit(JobRequest request, CancellationToken cancellationToken)
    {
        var job = (TrainingJob)request.Value;
        var facts = await Load(job, cancellationToken);
        return new(
            TrainingAdmission.Reasons(request, facts),
            (c, id, token) => Write(c, id, job, facts.Base?.Version, token)
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
                return await Enter(connection, job.Id, WorkKinds.Freeze, cancellationToken);
            case WorkKinds.Freeze when (await Result(connection, job.Id, cancellationToken)).TrainingSet is not null:
                return await Enter(connection, job.Id, WorkKinds.Train, cancellationToken);
            case WorkKinds.Train when (await Result(connection, job.Id, cancellationToken)).Model is not null:
                return Transition.Complete;
            default:
                var (_, _, _, step, reason) = await Result(connection, job.Id, cancellationToken);
                string where = step > 0 ? $" (step {step})" : "";
                return Transition.Fail([.. (reason ?? "no model").Split('\n').Select(r => r + where)]);
        }
    }

    public override async Task<object> Accepted(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    )
    {
        var row = (
            await connection.QuerySingle<AcceptedTraining>(
                "select train, name, base, base_version from dataset.trainings where job_id = @job",
                new { job },
                cancellationToken
            )
        )!;
        var train = Objectives.Parse(row.Train);
        var from = await TrainingRecords.Source(connection, job, cancellationToken);
        int examples = (await sets.Count(from, cancellationToken)).Sum();
        string? origin = row.BaseVersion is null ? null : $"{row.Base}@{row.BaseVersion}";
        return new TrainingAccepted(job, train, row.Name, examples, origin);
    }

    public override object Rejected(Guid job, IReadOnlyList<string> reasons, string submission) =>
        new TrainingRejected(job, reasons, submission);

    public override async Task<object> Ended(
        NpgsqlConnection connection,
        EndedJob job,
        CancellationToken cancellationToken
    )
    {
        switch (job.State)
        {
            case JobState.Completed:
                var result = await Result(connection, job.Id, cancellationToken);
                return new TrainingCompleted(job.Id, result.Name, result.Model!);
            case JobState.Cancelled:
                return new TrainingCancelled(job.Id);
            default:
                return new TrainingFailed(job.Id, job.Reasons);
        }
    }

    private static async Task<Transition> Enter(
        NpgsqlConnection connection,
        Guid job,
        string stage,
        CancellationToken cancellationToken
    )
    {
        await WorkItems.Add(connection, job, stage, cancellationToken);
        return Transition.Enter(stage);
    }

    private static async Task<TrainingResult> Result(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QuerySingle<TrainingResult>(
                """
                select t.name, t.training_set, t.model, t.step,
                    (select w.reason from dataset.work_items w where w.job_id = t.job_id order by w.id desc limit 1) as reason
                from dataset.trainings t where t.job_id = @job
                """,
                new { job },
                cancellationToken
            )
        )!;

    private static Task Write(
        NpgsqlConnection connection,
        Guid job,
        TrainingJob training,
        string? baseVersion,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            """
            insert into dataset.trainings (job_id, train, name, pools, labeller, outcome, base, base_version, recipe, selections, not_in)
            values (@job, @train, @name, @pools, @labeller, @outcome, @from, @baseVersion, @recipe::jsonb, @selections, @notIn)
            """,
            new
            {
                job,
                train = training.Train?.Name(),
                name = training.Name,
                pools = training.Pools.ToArray(),
                labeller = training.Labeller,
                outcome = training.Outcome,
                from = training.Base,
                baseVersion,
                recipe = JsonSerializer.Serialize(training.Recipe, JsonSerializerOptions.Web),
                selections = training.Selections.ToArray(),
                notIn = training.NotIn.ToArray(),
            },
            cancellationToken
        );

    private async Task<TrainingFacts> Load(TrainingJob job, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var pools = await PoolRecords.Names(connection, cancellationToken);
        var missing = job.Pools.Except(pools).ToList();
        int? examples = null;
        var material = TrainingMaterial.None;
        var missingNotIn = job.NotIn.Except(pools).ToList();
        if (job.Source is { } from && missing.Count == 0 && missingNotIn.Count == 0)
        {
            examples = (await sets.Count(from, cancellationToken)).Sum();
            material = examples > 0 ? material : await sets.Material([.. job.Pools], cancellationToken);
        }

        return new(
            pools,
            missing,
            examples,
            material,
            job.Base is null ? null : await registry.Find(job.Base, cancellationToken),
            job.Base is null ? [] : await registry.Names([.. Objectives.Names], cancellationToken),
            await Wrong(connection, job, cancellationToken),
            missingNotIn
        );
    }

    /// <summary>Returns the selections that are not completed selections of the training's pools.</summary>
    private static async Task<IReadOnlyList<Guid>> Wrong(
        NpgsqlConnection connection,
        TrainingJob job,
        CancellationToken cancellationToken
    ) =>
        job.Selections.Count == 0
            ? []
            :
            [
                .. job.Selections.Except(
                    await connection.Query<Guid>(
                        """
                        select e.job_id from dataset.selections e join dataset.jobs j on j.id = e.job_id
                        where e.job_id = any(@selections) and j.state = 'completed' and e.pool_name = any(@pools)
                        """,
                        new { selections = job.Selections.ToArray(), pools = job.Pools.ToArray() },
                        cancellationToken
                    )
                ),
            ];

    private sealed record AcceptedTraining(string Train, string Name, string? Base, string? BaseVersion);

    private sealed record TrainingResult(string Name, string? TrainingSet, string? Model, int Step, string? Reason);
}
