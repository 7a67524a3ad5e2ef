using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>Takes a submission from the queue: accepts it with its rows in one transaction, or rejects it with every reason.</summary>
internal sealed class SubmissionConsumer(Submissions submissions) : IConsumer<ReceivedSubmission>
{
    public async Task Consume(ConsumeContext<ReceivedSubmission> context)
    {
        var answer = await submissions.Take(Submission.Read(context.Message.Body), context.CancellationToken);
        await context.Publish(answer, answer.GetType(), context.CancellationToken);
    }
}

internal sealed class SubmissionConsumerDefinition : ConsumerDefinition<SubmissionConsumer>
{
    public const string Queue = "evaluation-jobs";

    public SubmissionConsumerDefinition() => EndpointName = Queue;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<SubmissionConsumer> consumer,
        IRegistrationContext context
    ) => JobQueue.Configure(endpoint);
}

/// <summary>Loads what a decision needs, decides (<see cref="Admission"/>) and writes it down.</summary>
internal sealed class Submissions(
    NpgsqlDataSource source,
    PlatformDb db,
    ModelRegistry registry,
    Stages stages,
    TimeProvider time,
    Wake wake
)
{
    public async Task<object> Take(Submission submission, CancellationToken cancellationToken)
    {
        var command = await Pinned(submission.Command, cancellationToken);
        var id = command.EvaluationId ?? Guid.CreateVersion7(time.GetUtcNow());
        var pool = await LoadPool(command.Pool, cancellationToken);
        var models = await registry.Resolve(command.Models ?? [], pool?.Id, cancellationToken);
        var reasons = Admission.Reasons(
            submission,
            pool,
            models,
            await db.Pools.OrderBy(p => p.Name).Select(p => p.Name).ToListAsync(cancellationToken),
            await registry.Names(cancellationToken)
        );
        var named = models.Where(m => m.Row is not null).Select(m => m.Row!).ToList();
        var trace = TraceContext.Current;
        var row = new EvaluationRow
        {
            Id = id,
            PoolId = pool?.Id,
            PoolName = command.Pool,
            Models = [.. models.Select(m => m.Name)],
            Samples = command.Samples,
            Seed = command.Seed ?? 0,
            Request =
                reasons.Count == 0 ? JsonSerializer.Serialize(command, JsonSerializerOptions.Web) : submission.Text,
            State = reasons.Count == 0 ? EvaluationState.Accepted : EvaluationState.Rejected,
            Reasons = [.. reasons],
            Submitted = time.GetUtcNow(),
            Ended = reasons.Count == 0 ? null : time.GetUtcNow(),
            TraceParent = trace.Parent,
            TraceState = trace.State,
        };
        if (!await Write(row, named, cancellationToken))
        {
            var earlier = await db.Evaluations.AsNoTracking().SingleAsync(e => e.Id == id, cancellationToken);
            reasons =
                earlier.Request == row.Request
                    ? earlier.Reasons
                    : ["evaluationId: this id belongs to another submission; choose a new one or leave it out."];
        }

        wake.Now();
        return reasons.Count == 0
            ? new EvaluationAccepted(
                id,
                command.Pool,
                (int)pool!.Problems,
                [.. named.Select(m => $"{m.Name}@{m.Version}")]
            )
            : new EvaluationRejected(id, reasons, submission.Text);
    }

    /// <summary>
    /// A language model's name stands for its newest version at this moment, so that all samples of a job come from one model;
    /// any other name is the server's business.
    /// </summary>
    private async Task<SubmitEvaluation> Pinned(SubmitEvaluation command, CancellationToken cancellationToken) =>
        command.Sampling is { Model: { } name } sampling
        && await registry.FindLanguageModel(name, cancellationToken) is { } model
            ? command with
            {
                Sampling = sampling with { Model = $"{model.Name}@{model.Version}" },
            }
            : command;

    /// <summary>False when the id is taken: a repeated submission, or a foreign one.</summary>
    private async Task<bool> Write(
        EvaluationRow row,
        IReadOnlyList<RewardModelRow> models,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Evaluations.AnyAsync(e => e.Id == row.Id, cancellationToken))
        {
            return false;
        }

        db.Evaluations.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        if (row.State == EvaluationState.Accepted)
        {
            await stages.Begin((NpgsqlConnection)db.Database.GetDbConnection(), row, models, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<PoolFacts?> LoadPool(string name, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Query(
            """
            select p.id, count(distinct q.id), count(distinct q.id) filter (where q.truth is null), count(s.id),
                count(s.id) filter (where s.finished and s.correct is null)
            from dataset.pools p
            left join dataset.problems q on q.pool_id = p.id
            left join dataset.solutions s on s.problem_id = q.id
            where p.name = $1
            group by p.id
            """,
            [name],
            r => new PoolFacts(r.GetInt64(0), r.GetInt64(1), r.GetInt64(3), r.GetInt64(4), r.GetInt64(2)),
            cancellationToken
        );
        return rows.SingleOrDefault();
    }
}
