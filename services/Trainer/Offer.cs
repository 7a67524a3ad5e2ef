using System.Diagnostics;
using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Trainer;

/// <summary>An offer of a training, with what is needed to reply to it after its delivery has ended.</summary>
/// <param name="Job">The command.</param>
/// <param name="WorkItem">Its work item.</param>
/// <param name="Trace">The trace that the training continues.</param>
internal sealed record Offer(RunTraining Job, long WorkItem, ActivityContext Trace)
{
    /// <exception cref="InvalidOperationException">The command belongs to no work item.</exception>
    public static Offer Of(ConsumeContext<RunTraining> context) =>
        new(
            context.Message,
            context.Headers.WorkItem()
                ?? throw new InvalidOperationException($"The message lacks the header {WorkHeaders.WorkItem}."),
            Activity.Current?.Context ?? default
        );

    /// <summary>Publishes a message about the training, for Dataset.</summary>
    public Task Say(IBus bus, object message, CancellationToken cancellationToken, bool recorded = true) =>
        bus.Publish(
            message,
            message.GetType(),
            context =>
            {
                context.SetWork(WorkItem, Job.TrainingId);
                if (!recorded)
                {
                    context.MarkUnrecorded();
                }
            },
            cancellationToken
        );
}
