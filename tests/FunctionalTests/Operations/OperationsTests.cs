using System.Net;
using System.Net.Http.Json;
using Platform.Contracts;

namespace Platform.FunctionalTests.Operations;

/// <summary>Actions of an operator on a platform under load.</summary>
public sealed class OperationsTests(SharedPlatform platform)
{
    private const int Problems = 20;

    [Fact]
    public async Task While_the_dispatcher_is_paused_nothing_is_published_even_after_a_restart_and_then_the_job_completes()
    {
        await platform.ImportSample("paused", Problems);
        using var dataset = platform.Client("dataset", TimeSpan.FromMinutes(1));
        Assert.True((await Post<DispatcherState>(dataset, "dispatcher/pause")).Paused);
        try
        {
            var evaluation = await platform.Submit("paused", ["prm-maths"]);
            var waiting = await platform.Until(evaluation, s => s.State == "scoring");
            await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
            waiting = await platform.Until(evaluation, _ => true);
            Assert.Equal(0, waiting.Stages.Sum(s => s.Done + s.Failed));

            platform.Kill("dataset");
            await platform.Poll("The dispatcher", c => platform.Dataset.GetDispatcher(c), d => d.Paused);
            await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
            waiting = await platform.Until(evaluation, _ => true);
            Assert.Equal(0, waiting.Stages.Sum(s => s.Done + s.Failed));

            await platform.Dataset.ResumeDispatcher(TestContext.Current.CancellationToken);
            await platform.Report(evaluation);
        }
        finally
        {
            await platform.Poll("The dispatcher", c => platform.Dataset.ResumeDispatcher(c), d => !d.Paused);
        }
    }

    [Fact]
    public async Task A_scorer_that_is_drained_in_the_middle_of_a_job_loses_nothing_and_stays_up()
    {
        await platform.ImportSample("drained", Problems);
        var evaluation = await platform.Submit("drained", ["prm-maths", "orm-maths"]);
        await platform.Until(evaluation, s => s.Stages.Any(stage => stage.Done > 0));
        using var scorer = platform.Client("scorer-1", TimeSpan.FromMinutes(3));
        try
        {
            Assert.True((await Post<Drained>(scorer, "drain")).Value);
            Assert.True((await Post<Drained>(scorer, "drain")).Value);

            using var health = await scorer.GetAsync("health", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
            await platform.Report(evaluation);
            var status = await platform.End(evaluation);
            Assert.Equal(0, status.Stages.Sum(s => s.Failed));
            Assert.All(status.Stages, s => Assert.Equal(s.Total, s.Done));
        }
        finally
        {
            // Started anew, it works again.
            platform.Kill("scorer-1");
        }
    }

    private static async Task<T> Post<T>(HttpClient client, string path)
    {
        using var answer = await client.PostAsync(path, null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<T>(TestContext.Current.CancellationToken))!;
    }

    private sealed record Drained([property: System.Text.Json.Serialization.JsonPropertyName("drained")] bool Value);
}
