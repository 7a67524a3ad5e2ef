using System.Text;

namespace Platform.FunctionalTests.Evaluations;

public sealed class SubmissionTests(SharedPlatform platform)
{
    [Fact]
    public async Task Plain_JSON_over_the_brokers_HTTP_API_is_evaluated_and_announced()
    {
        await platform.ImportSample("plain", problems: 3);
        var accepted = await platform.Broker.Listen("EvaluationAccepted");
        var completed = await platform.Broker.Listen("EvaluationCompleted");
        var id = Guid.CreateVersion7();

        await platform.Broker.Submit(Encoding.UTF8.GetBytes($$"""{"evaluationId":"{{id}}","pool":"plain"}"""), null);

        var report = await platform.Report(id);
        Assert.Equal(("plain", 3, 64), (report.Pool, report.Problems, report.Samples));
        Assert.Contains(report.Strategies, s => s.Name == "majority");
        Assert.Contains(await platform.Broker.Heard(accepted), m => m.GetProperty("evaluationId").GetGuid() == id);
        var announced = Assert.Single(
            await platform.Broker.Heard(completed),
            m => m.GetProperty("report").GetProperty("evaluation").GetGuid() == id
        );
        Assert.Equal("plain", announced.GetProperty("report").GetProperty("pool").GetString());
    }

    [Theory]
    [InlineData("not json at all", "application/json", "not JSON")]
    [InlineData("", "application/json", "not JSON")]
    [InlineData("\0\u0001\u0002", "no/such;;type", "not JSON")]
    [InlineData(
        """{"pool":7,"models":"x","samples":-1}""",
        null,
        "pool: must be",
        "models: must be",
        "samples: must be"
    )]
    [InlineData(
        """{"pool":"nowhere","models":["nothing"]}""",
        null,
        "there is no pool 'nowhere'",
        "there is no reward model 'nothing'"
    )]
    [InlineData("""{"message":{},"messageType":["x"]}""", "application/vnd.masstransit+json", "pool: missing")]
    public async Task Whatever_cannot_be_done_is_answered_with_every_reason(
        string body,
        string? contentType,
        params string[] reasons
    )
    {
        var rejected = await platform.Broker.Listen("EvaluationRejected");

        await platform.Broker.Submit(Encoding.UTF8.GetBytes(body), contentType);

        var id = Guid.Empty;
        for (var i = 0; id == Guid.Empty && i < 600; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            foreach (var answer in await platform.Broker.Heard(rejected))
            {
                id = answer.GetProperty("evaluationId").GetGuid();
                var said = string.Join('\n', answer.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
                Assert.All(reasons, r => Assert.Contains(r, said));
            }
        }

        var kept = await platform.Dataset.GetEvaluation(id, TestContext.Current.CancellationToken);
        Assert.Equal("rejected", kept.State);
        Assert.Equal(0, await platform.Broker.Messages("evaluation-jobs_error"));
        Assert.Equal(0, await platform.Broker.Messages("evaluation-jobs_skipped"));
    }

    [Fact]
    public async Task A_message_that_is_delivered_twice_is_one_job_under_the_messages_id()
    {
        await platform.ImportSample("delivered", problems: 2);
        var message = Guid.NewGuid();

        await platform.Broker.Submit("""{"pool":"delivered"}"""u8.ToArray(), message: message);
        await platform.Broker.Submit("""{"pool":"delivered"}"""u8.ToArray(), message: message);
        await platform.Report(message);
        await platform.Report(await platform.Submit("delivered"));

        var known = await platform.Dataset.GetEvaluations("delivered", TestContext.Current.CancellationToken);
        Assert.Equal(2, known.Count);
    }

    [Fact]
    public async Task A_repeated_submission_changes_nothing()
    {
        await platform.ImportSample("repeated", problems: 2);
        var body = Encoding.UTF8.GetBytes($$"""{"evaluationId":"{{Guid.CreateVersion7()}}","pool":"repeated"}""");
        var before = (await platform.Dataset.GetEvaluations("repeated", TestContext.Current.CancellationToken)).Count;

        await platform.Broker.Submit(body);
        await platform.Broker.Submit(body);
        await platform.Broker.Submit(body);
        var last = await platform.Submit("repeated");
        await platform.Report(last);

        var after = await platform.Dataset.GetEvaluations("repeated", TestContext.Current.CancellationToken);
        Assert.Equal(before + 2, after.Count);
    }
}
