using MassTransit;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Jobs;

/// <summary>
/// Handles submissions of every kind of job: a job is stored with its rows in one transaction, either admitted or rejected
/// with every reason.
/// </summary>
internal sealed class Submissions(NpgsqlDataSource source, TimeProvider time, Wake wake)
{
    private const string TakenId = "this id belongs to another submission; choose a new one or leave it out.";

    /// <summary>Handles a submission from the queue.</summary>
    /// <param name="kind">The kind of job.</param>
    /// <param name="body">The body as received.</param>
    /// <param name="message">
    /// The message's id, which a redelivery repeats. It becomes the id of a job whose submission gives none.
    /// </param>
    /// <param name="cancellationToken">Stops the statements.</param>
    /// <returns>The event to publish in reply.</returns>
    public async Task<object> Take(JobKind kind, byte[] body, Guid? message, CancellationToken cancellationToken)
    {
        var request = kind.Read(body);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var id = request.Id ?? message ?? Guid.CreateVersion7(time.GetUtcNow());
        var earlier = await JobRecords.Find(connection, id, cancellationToken);
        if (earlier is not null && request.Id is null && !IsRepeated(kind, request, earlier))
        {
            // The sender uses one message id for several messages, so the id does not identify the submission.
            id = Guid.CreateVersion7(time.GetUtcNow());
            earlier = null;
        }

        if (earlier is not null)
        {
            return await Repeated(connection, kind, id, request, earlier, cancellationToken);
        }

        var admission = await kind.Admit(request, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await Write(connection, kind, id, request, admission, null, cancellationToken))
        {
            // The same submission is being handled twice at the same time.
            earlier = (await JobRecords.Find(connection, id, cancellationToken))!;
            return await Repeated(connection, kind, id, request, earlier, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        wake.Now();
        return admission.Reasons.Count == 0
            ? await kind.Accepted(connection, id, cancellationToken)
            : kind.Rejected(id, admission.Reasons, request.Text);
    }

    /// <summary>
    /// Starts a child job within the transaction of the parent's stage: either both are stored or neither. A rejected child
    /// is stored with its reasons and has ended. A child whose body gives an id that exists is not started again.
    /// </summary>
    /// <returns>The child's id.</returns>
    public async Task<Guid> Start(
        NpgsqlConnection connection,
        JobKind kind,
        byte[] body,
        Guid parent,
        CancellationToken cancellationToken
    )
    {
        var request = kind.Read(body);
        var id = request.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        var admission = await kind.Admit(request, cancellationToken);
        await Write(connection, kind, id, request, admission, parent, cancellationToken);
        return id;
    }

    private async Task<bool> Write(
        NpgsqlConnection connection,
        JobKind kind,
        Guid id,
        JobRequest request,
        Admission admission,
        Guid? parent,
        CancellationToken cancellationToken
    )
    {
        bool accepted = admission.Reasons.Count == 0;
        var trace = TraceContext.Current;
        var row = new JobRow
        {
            Id = id,
            Kind = kind.Name,
            State = accepted ? JobState.Accepted : JobState.Rejected,
            Request = request.Canonical,
            Reasons = [.. admission.Reasons],
            Submitted = time.GetUtcNow(),
            Ended = accepted ? null : time.GetUtcNow(),
            ParentId = parent,
            // The reply to the submission already announces the rejection.
            Announced = !accepted && parent is null,
            TraceParent = trace.Parent,
            TraceState = trace.State,
        };
        if (!await JobRecords.Add(connection, row, cancellationToken))
        {
            return false;
        }

        await admission.Write(connection, id, cancellationToken);
        return true;
    }

    private static async Task<object> Repeated(
        NpgsqlConnection connection,
        JobKind kind,
        Guid id,
        JobRequest request,
        EarlierJob earlier,
        CancellationToken cancellationToken
    ) =>
        !IsRepeated(kind, request, earlier) ? kind.Rejected(id, [$"{kind.Name}Id: {TakenId}"], request.Text)
        : earlier.IsRejected ? kind.Rejected(id, earlier.Reasons, request.Text)
        : await kind.Accepted(connection, id, cancellationToken);

    private static bool IsRepeated(JobKind kind, JobRequest request, EarlierJob earlier) =>
        earlier.Kind == kind.Name && earlier.Request == request.Canonical;
}

/// <summary>Consumes submissions of one kind of job from its queue and publishes the reply.</summary>
internal sealed class SubmissionConsumer<TKind>(Submissions submissions, TKind kind) : IConsumer<ReceivedSubmission>
    where TKind : JobKind
{
    public async Task Consume(ConsumeContext<ReceivedSubmission> context)
    {
        var answer = await submissions.Take(kind, context.Message.Body, context.MessageId, context.CancellationToken);
        await context.Publish(answer, answer.GetType(), context.CancellationToken);
    }
}

internal sealed class SubmissionConsumerDefinition<TKind> : ConsumerDefinition<SubmissionConsumer<TKind>>
    where TKind : JobKind, IQueuedJob
{
    public SubmissionConsumerDefinition() => EndpointName = TKind.Queue;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<SubmissionConsumer<TKind>> consumer,
        IRegistrationContext context
    ) => JobQueue.Configure(endpoint);
}
