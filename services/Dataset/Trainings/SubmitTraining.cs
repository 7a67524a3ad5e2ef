using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Trainings;

/// <summary>Takes a training from the queue: accepts it with its row, or rejects it with every reason.</summary>
internal sealed class TrainingSubmissionConsumer(TrainingSubmissions submissions) : IConsumer<ReceivedSubmission>
{
    public async Task Consume(ConsumeContext<ReceivedSubmission> context)
    {
        var answer = await submissions.Take(TrainingSubmission.Read(context.Message.Body), context.CancellationToken);
        await context.Publish(answer, answer.GetType(), context.CancellationToken);
    }
}

internal sealed class TrainingSubmissionConsumerDefinition : ConsumerDefinition<TrainingSubmissionConsumer>
{
    public const string Queue = "training-jobs";

    public TrainingSubmissionConsumerDefinition() => EndpointName = Queue;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<TrainingSubmissionConsumer> consumer,
        IRegistrationContext context
    ) => JobQueue.Configure(endpoint);
}

/// <summary>Loads what a decision needs, decides (<see cref="TrainingAdmission"/>) and writes it down.</summary>
internal sealed class TrainingSubmissions(
    PlatformDb db,
    ModelRegistry registry,
    TrainingSets sets,
    TimeProvider time,
    [FromKeyedServices(TrainingMessaging.Wake)] Wake wake
)
{
    public async Task<object> Take(JobBody<TrainingJob> submission, CancellationToken cancellationToken)
    {
        var job = submission.Job;
        var id = job.TrainingId ?? Guid.CreateVersion7(time.GetUtcNow());
        if (await db.Trainings.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is { } earlier)
        {
            return Repeated(earlier, submission);
        }

        var facts = await Load(job, cancellationToken);
        var reasons = TrainingAdmission.Reasons(submission, facts);
        var row = Row(id, submission, facts.Base, reasons);
        db.Trainings.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (db.Trainings.AsNoTracking().SingleOrDefault(t => t.Id == id) is not null)
        {
            // The same submission, taken twice at once.
            return Repeated(
                await db.Trainings.AsNoTracking().SingleAsync(t => t.Id == id, cancellationToken),
                submission
            );
        }

        wake.Now();
        return reasons.Count == 0
            ? new TrainingAccepted(id, job.Train!.Value, job.Name, facts.Examples!.Value, BaseOf(facts.Base))
            : new TrainingRejected(id, reasons, submission.Text);
    }

    private TrainingRow Row(
        Guid id,
        JobBody<TrainingJob> submission,
        RewardModelRow? from,
        IReadOnlyList<string> reasons
    )
    {
        var job = submission.Job;
        var accepted = reasons.Count == 0;
        var trace = TraceContext.Current;
        return new()
        {
            Id = id,
            Train = job.Train?.Name(),
            Name = job.Name,
            Pools = [.. job.Pools],
            Labeller = job.Labeller,
            Outcome = job.Outcome,
            Base = job.Base,
            BaseVersion = from?.Version,
            Recipe = accepted ? JsonSerializer.Serialize(job.Recipe, JsonSerializerOptions.Web) : null,
            Request = Request(submission, accepted),
            State = accepted ? TrainingState.Accepted : TrainingState.Rejected,
            Reasons = [.. reasons],
            Submitted = time.GetUtcNow(),
            Ended = accepted ? null : time.GetUtcNow(),
            TraceParent = trace.Parent,
            TraceState = trace.State,
        };
    }

    private static string Request(JobBody<TrainingJob> submission, bool accepted) =>
        accepted ? JsonSerializer.Serialize(submission.Job, JsonSerializerOptions.Web) : submission.Text;

    private static object Repeated(TrainingRow earlier, JobBody<TrainingJob> submission)
    {
        var rejected = earlier.State == TrainingState.Rejected;
        return earlier.Request != Request(submission, !rejected)
                ? new TrainingRejected(
                    earlier.Id,
                    ["trainingId: this id belongs to another submission; choose a new one or leave it out."],
                    submission.Text
                )
            : rejected ? new TrainingRejected(earlier.Id, earlier.Reasons, submission.Text)
            : new TrainingAccepted(
                earlier.Id,
                Objectives.Parse(earlier.Train!),
                earlier.Name,
                earlier.Examples ?? 0,
                earlier.BaseVersion is { } version ? $"{earlier.Base}@{version}" : null
            );
    }

    private async Task<TrainingFacts> Load(TrainingJob job, CancellationToken cancellationToken)
    {
        var pools = await db.Pools.OrderBy(p => p.Name).Select(p => p.Name).ToListAsync(cancellationToken);
        var missing = job.Pools.Except(pools).ToList();
        int? examples = null;
        IReadOnlyList<string> labellers = [];
        if (job is { Train: { } train, Pools.Count: > 0 } && missing.Count == 0)
        {
            var from = new TrainingSource(train, job.Pools, job.Labeller, job.Outcome);
            examples = (await sets.Count(from, cancellationToken)).Sum();
            labellers = examples > 0 ? [] : await sets.Labellers([.. job.Pools], cancellationToken);
        }

        return new(
            pools,
            missing,
            examples,
            labellers,
            job.Base is null ? null : await registry.Find(job.Base, cancellationToken),
            job.Base is null ? [] : await registry.Names([.. Objectives.Names], cancellationToken)
        );
    }

    private static string? BaseOf(RewardModelRow? from) => from is null ? null : $"{from.Name}@{from.Version}";
}
