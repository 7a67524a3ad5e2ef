using System.Diagnostics;
using MassTransit;
using MassTransit.Logging;

namespace Platform.Dataset.Jobs;

/// <summary>
/// The W3C trace context of a job. It stands in the job's row, since rows are the outbox: what is published later for the job,
/// after a restart too, continues the trace in which the job was submitted.
/// </summary>
/// <param name="Parent"><c>traceparent</c>; null where nothing was traced when the job was submitted.</param>
/// <param name="State"><c>tracestate</c>, if any.</param>
internal readonly record struct TraceContext(string? Parent, string? State)
{
    public static readonly ActivitySource Source = new("Platform.Dataset");

    /// <summary>That of the message which is being handled.</summary>
    public static TraceContext Current =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity
            ? new(id, Storable(activity.TraceStateString))
            : default;

    /// <summary>A span of the job's trace, or the first of a trace of its own; null where nothing is traced.</summary>
    public Activity? Start(string name)
    {
        if (ActivityContext.TryParse(Parent, State, isRemote: true, out var parent))
        {
            return Source.StartActivity(name, ActivityKind.Internal, parent);
        }

        // Otherwise the loop's own scope, which is not recorded, would be the parent.
        Activity.Current = null;
        return Source.StartActivity(name);
    }

    /// <summary>A sender may write anything there: what is longer than the W3C asks to pass on, or no text, is left out.</summary>
    private static string? Storable(string? state) =>
        state is { Length: > 0 and <= 512 } && state.All(c => c is >= ' ' and <= '~') ? state : null;
}

/// <summary>
/// Lets a submission continue the trace of its sender. The bus only knows a header of its own and has begun a new trace by now;
/// a sender in any language has the W3C's <c>traceparent</c> and, perhaps, <c>tracestate</c>.
/// </summary>
internal sealed class TraceOfSender : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var begun = Activity.Current;
        if (begun is null || Sender(context.TransportHeaders) is not { } sender)
        {
            await next.Send(context);
            return;
        }

        using var receive = TraceContext.Source.StartActivity(
            begun.OperationName,
            ActivityKind.Consumer,
            sender,
            begun.TagObjects
        );
        if (receive is not null)
        {
            // It is this one under another parent: a trace of a single span, of no use to anybody.
            begun.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            begun.IsAllDataRequested = false;
        }

        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("traceOfSender");

    /// <summary>Null: it sent none, none that can be read, or it is of this bus, which has been heard already.</summary>
    internal static ActivityContext? Sender(Headers headers) =>
        !headers.TryGetHeader(DiagnosticHeaders.ActivityId, out _)
        && ActivityContext.TryParse(Text(headers, "traceparent"), Text(headers, "tracestate"), true, out var sender)
            ? sender
            : null;

    private static string? Text(Headers headers, string name) =>
        headers.TryGetHeader(name, out var value)
            ? value switch
            {
                string text => text,
                byte[] bytes => System.Text.Encoding.ASCII.GetString(bytes),
                _ => null,
            }
            : null;
}
