using System.Globalization;
using MassTransit;
using Platform.Contracts;

namespace Platform.ServiceDefaults;

/// <summary>
/// The job and work item of a message, in its headers (<see cref="WorkHeaders"/>). The command itself does not carry them,
/// so that others may send the same command by request and response.
/// </summary>
public static class WorkContext
{
    /// <summary>Marks a command as belonging to a work item.</summary>
    public static void SetWork(this SendContext context, long item, Guid job)
    {
        context.Headers.Set(WorkHeaders.WorkItem, item.ToString(CultureInfo.InvariantCulture));
        context.Headers.Set(WorkHeaders.Job, job.ToString());
    }

    /// <summary>The work item; null for a message that belongs to none.</summary>
    public static long? WorkItem(this Headers headers) =>
        long.TryParse(headers.Get<string>(WorkHeaders.WorkItem), CultureInfo.InvariantCulture, out long item)
            ? item
            : null;

    /// <summary>The job; null for a message that belongs to none.</summary>
    public static Guid? Job(this Headers headers) =>
        Guid.TryParse(headers.Get<string>(WorkHeaders.Job), out var job) ? job : null;

    /// <summary>Replies to a command: to the sender of a request, or to Dataset for a work item.</summary>
    public static Task Answer<T>(this ConsumeContext context, T answer)
        where T : class =>
        context.ResponseAddress is not null
            ? context.RespondAsync(answer)
            : context.Publish(answer, c => Continue(c, context), context.CancellationToken);

    /// <summary>Marks a message as belonging to the work item of another message.</summary>
    public static void Continue(this SendContext context, MessageContext command)
    {
        if (command.Headers.WorkItem() is { } item && command.Headers.Job() is { } job)
        {
            context.SetWork(item, job);
        }
    }
}
