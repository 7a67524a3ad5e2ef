using System.Diagnostics;
using MassTransit;
using MassTransit.Logging;

namespace Platform.Dataset.Jobs;

/// <summary>
/// The W3C trace context of a job. It is stored in the job's row, because the rows are the outbox: whatever is published
/// later for the job, even after a restart, continues the trace in which the job was submitted.
/// </summary>
/// <param name="Parent"><c>traceparent</c>; null if nothing was traced when the job was submitted.</param>
/// <param name="State"><c>tracestate</c>, if any.</param>
internal readonly record struct TraceContext(string? Parent, string? State)
{
    public static readonly ActivitySource Source = new("Platform.Dataset");

    /// <summary>Trace context of the message being handled.</summary>
    public static TraceContext Current =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity
            ? new(id, Storable(activity.TraceStateString))
            : default;

    /// <summary>
    /// Starts a span in the job's trace, or the first span of a new trace; returns null if nothing is traced.
    /// </summary>
    public Activity? Start(string name)
    {
        if (ActivityContext.TryParse(Parent, State, isRemote: true, out var parent))
        {
            return Source.StartActivity(name, ActivityKind.Internal, parent);
        }

        // Otherwise the parent would be the loop's own scope, which is not recorded.
        Activity.Current = null;
        return Source.StartActivity(name);
    }

    /// <summary>
    /// A sender may set any value; one that is longer than the W3C requires to propagate, or not printable ASCII, is
    /// dropped.
    /// </summary>
    private static string? Storable(string? state) =>
        state is { Length: > 0 and <= 512 } && state.All(c => c is >= ' ' and <= '~') ? state : null;
}

/// <summary>
/// Lets a submission continue the trace of its sender. The bus reads only its own header and has already started a new
/// trace; senders in any language set the W3C headers <c>traceparent</c> and optionally <c>tracestate</c>.
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
            // The new activity replaces the bus's own one, which would only be a trace of a single span.
            begun.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            begun.IsAllDataRequested = false;
        }

        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("traceOfSender");

    /// <summary>
    /// Returns null if the message has no valid trace context, or if it comes from this bus, which has already read its own
    /// header.
    /// </summary>
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
