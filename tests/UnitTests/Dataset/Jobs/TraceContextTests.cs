using System.Text;
using MassTransit.Logging;
using MassTransit.Serialization;
using Platform.Dataset.Jobs;
using Platform.DatasetClient;
using Platform.UnitTests.ServiceDefaults;

namespace Platform.UnitTests.Dataset.Jobs;

public sealed class TraceContextTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void A_span_of_a_job_continues_the_trace_of_its_submission_though_the_loop_is_not_recorded()
    {
        using var spans = new Spans(TraceContext.Source.Name);
        using var loop = Tracing.Unrecorded("dispatcher");

        TraceContext stored;
        using (new TraceContext(Parent, "vendor=1").Start("dispatch score"))
        {
            stored = TraceContext.Current;
        }

        var span = Assert.Single(spans.Ended, s => s.OperationName == "dispatch score");
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", span.TraceId.ToHexString());
        Assert.Equal("b7ad6b7169203331", span.ParentSpanId.ToHexString());
        Assert.Equal(new TraceContext(span.Id, "vendor=1"), stored);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("rubbish")]
    public void A_job_without_a_trace_gets_one(string? parent)
    {
        using var spans = new Spans(TraceContext.Source.Name);
        using var loop = Tracing.Unrecorded("dispatcher");
        var name = $"dispatch {parent ?? "nothing"}";

        new TraceContext(parent, null).Start(name)?.Dispose();

        Assert.Equal(default, Assert.Single(spans.Ended, s => s.OperationName == name).ParentSpanId);
    }

    [Fact]
    public void A_state_that_cannot_be_stored_is_left_out()
    {
        using var spans = new Spans(TraceContext.Source.Name);

        foreach (var state in new[] { "a=\0", "a=é", new string('a', 513), "" })
        {
            using var span = new TraceContext(Parent, state).Start("any");
            Assert.Null(TraceContext.Current.State);
            Assert.NotNull(TraceContext.Current.Parent);
        }
    }

    [Fact]
    public void A_sender_is_known_by_the_headers_of_the_W3C_as_text_or_as_bytes()
    {
        foreach (var header in new object[] { Parent, Encoding.ASCII.GetBytes(Parent) })
        {
            var sender = TraceOfSender.Sender(
                new DictionarySendHeaders(
                    new Dictionary<string, object?> { ["traceparent"] = header, ["tracestate"] = "a=b" }
                )
            );

            Assert.Equal("0af7651916cd43dd8448eb211c80319c", sender?.TraceId.ToHexString());
            Assert.True(sender?.IsRemote);
            Assert.Equal("a=b", sender?.TraceState);
        }
    }

    [Fact]
    public void Without_headers_that_can_be_read_there_is_no_sender()
    {
        foreach (
            var headers in new Dictionary<string, object?>[]
            {
                [],
                new() { ["traceparent"] = "00-rubbish" },
                new() { ["traceparent"] = 5 },
                // The bus has heard it already.
                new() { ["traceparent"] = Parent, [DiagnosticHeaders.ActivityId] = Parent },
            }
        )
        {
            Assert.Null(TraceOfSender.Sender(new DictionarySendHeaders(headers)));
        }
    }
}
