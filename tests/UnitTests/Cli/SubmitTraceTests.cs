using System.Diagnostics;
using Platform.Cli;
using Platform.Cli.Jobs;

namespace Platform.UnitTests.Cli;

public sealed class SubmitTraceTests
{
    private static readonly string[] Evaluate = ["evaluate", "--pool", "p", "--detach"];

    [Fact(Timeout = 60_000)]
    public async Task A_submission_is_the_first_span_of_its_jobs_trace_and_goes_to_the_collector()
    {
        await using var dataset = await FakeDataset.Start();
        Activity? span = null;
        var run = new CommandRun(dataset) { OnPublish = _ => span = Activity.Current };
        run.Environment[Endpoints.CollectorVariable] = dataset.Address.ToString();
        run.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        run.Environment[Endpoints.TimeoutVariable] = "30000";

        Assert.Equal(0, await run.Run(Evaluate));

        Assert.True(span!.Recorded);
        Assert.Equal(span.Id, SubmitTrace.Headers(span)["traceparent"]);
        // Spans of submissions in tests that run at the same time may be exported with it.
        Assert.Single(dataset.Traces, sent => Convert.ToHexString(sent).Contains(Convert.ToHexString(Bytes(span))));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_collector_that_is_away_does_not_keep_a_submission_from_the_queue()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset);
        run.Environment[Endpoints.CollectorVariable] = "http://127.0.0.1:9";

        Assert.Equal(0, await run.Run(Evaluate));

        Assert.Single(run.Published);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_status_says_that_the_dispatcher_is_paused_and_how_to_resume_it()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.Paused = true;
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["status", "--json"]));

        Assert.Contains($"curl -X POST {dataset.Address}dispatcher/resume", run.Error);
        dataset.Paused = false;
        Assert.Equal(0, await run.Run(["status"]));
        Assert.DoesNotContain("paused", run.Error);
    }

    private static byte[] Bytes(Activity span)
    {
        var bytes = new byte[16];
        span.TraceId.CopyTo(bytes);
        return bytes;
    }
}
