using System.Text;
using System.Text.Json;
using Platform.Contracts;

namespace Platform.FunctionalTests.Searches;

public sealed class SearchTests(SharedPlatform platform)
{
    private const int Problems = 6;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_during_which_everything_is_killed_gives_the_same_trees_and_its_pool_is_reported_like_any()
    {
        await ImportChains("to-search");
        var calm = await Completed(await Submit(Beam("searched-calm")));

        var id = await Submit(Beam("searched-killed"));
        await platform.Poll($"Draws of {id}", c => platform.Dataset.GetSearch(id, c), s => s.Tokens > 0);
        platform.Kill("generator");
        platform.Kill("scorer-1");
        platform.Kill("dataset");
        await platform.Poll($"Half of {id}", c => platform.Dataset.GetSearch(id, c), s => 2 * s.Tokens >= calm.Tokens);
        platform.Kill("rabbitmq");
        var disturbed = await Completed(id);

        Assert.Equal((calm.Tokens, calm.Solutions), (disturbed.Tokens, disturbed.Solutions));
        Assert.Equal(Problems, disturbed.ProblemsEnded);
        Assert.Empty(disturbed.Failures);
        Assert.Equal(await Trees(calm.Id), await Trees(id));

        var samples = await Completed(
            await Submit(
                Beam("searched-samples") with
                {
                    Strategy = StepSearchStrategy.BestOfN,
                    Beams = 8,
                    Expansions = null,
                    MaxSteps = null,
                    Against = ["searched-calm"],
                }
            )
        );
        var report = samples.Report!;
        Assert.Equal((Problems, "searched-samples"), (report.Problems, report.Baseline));
        Assert.Equal(["searched-samples", "searched-calm"], report.Runs.Select(r => r.Name));
        Assert.All(report.Curves, c => Assert.Equal(8, c.Points.Count));
        Assert.Equal(9, report.Comparisons.Count);
        Assert.Contains("At equal budgets", await platform.Dataset.GetSearchHtml(samples.Id, Token));

        // The scores of the search are those of an evaluation, so nothing is scored again.
        var evaluation = await platform.Report(await platform.Submit("searched-samples", ["prm-chain"]));
        Assert.Equal(
            report.Runs[0].Accuracies.Single(a => a.Rule == "majority").Accuracy.Value,
            evaluation.Strategies.Single(s => s.Name == "majority").Curve[^1].Accuracy,
            6
        );
        var scored = (await platform.Dataset.GetEvaluations("searched-samples", Token))[0];
        Assert.DoesNotContain(scored.Stages, s => s is { Stage: "score", Total: > 0 });
    }

    [Fact]
    public async Task A_paused_search_waits_and_a_cancelled_one_ends()
    {
        await ImportChains("to-pause-search");
        var id = await Submit(Beam("paused-search") with { Pool = "to-pause-search" });
        await platform.Poll($"Draws of {id}", c => platform.Dataset.GetSearch(id, c), s => s.Tokens > 0);
        await platform.Dataset.PauseJob(id, Token);
        var paused = await platform.Poll(
            $"Quiet of {id}",
            c => platform.Dataset.GetSearch(id, c),
            s => s.Stages.All(stage => stage.Done == stage.Total)
        );
        Assert.Null(paused.Ended);
        await platform.Dataset.ResumeJob(id, Token);
        var resumed = await Completed(id);
        Assert.Equal((Problems, 0), (resumed.ProblemsEnded, resumed.Failures.Count));

        await platform.Dataset.PauseDispatcher(Token);
        var cancelled = await Submit(Beam("cancelled-search") with { Pool = "to-pause-search" });
        await platform.Poll(
            $"Search {cancelled}",
            c => platform.Dataset.GetJob(cancelled, c),
            j => j.Stage == "expand"
        );
        await platform.Dataset.CancelJob(cancelled, Token);
        await platform.Dataset.ResumeDispatcher(Token);
        Assert.Equal("cancelled", (await Ended(cancelled)).State);
    }

    [Theory]
    [InlineData("not json", "not JSON")]
    [InlineData(
        """{"pool":"x","model":"m","strategy":"depth-first","name":"y","beams":0}""",
        "strategy: must be",
        "beams: must be"
    )]
    [InlineData(
        """{"pool":"nowhere","model":"lm-chain","strategy":"best-of-n","expansions":2,"name":"a b","against":["nobody"],"sampling":{"seed":1,"heat":2},"more":1}""",
        "there is no pool 'nowhere'",
        "'lm-chain' is a language model",
        "expansions: best-of-n draws whole solutions",
        "name: 'a b' is no name for a pool",
        "no completed search on 'nowhere' has made the pool 'nobody'",
        "sampling.seed: every draw has a seed of its own",
        "sampling.heat: unknown field",
        "more: unknown field"
    )]
    public async Task Whatever_cannot_be_searched_is_answered_with_every_reason(string body, params string[] reasons)
    {
        var rejected = await platform.Broker.Listen("SearchRejected");
        var message = Guid.NewGuid();

        await platform.Broker.Submit(Encoding.UTF8.GetBytes(body), queue: "search-jobs", message: message);

        var status = await Ended(message);
        Assert.Equal("rejected", status.State);
        Assert.All(reasons, r => Assert.Contains(status.Reasons, s => s.Contains(r)));
        Assert.Contains(await platform.Broker.Heard(rejected), m => m.GetProperty("searchId").GetGuid() == message);
    }

    [Fact]
    public async Task A_language_model_that_does_not_exist_fails_the_search_with_its_reason()
    {
        await ImportChains("not-searched");
        var nobody = new string('0', 64);
        var status = await Ended(
            await Submit(Beam("found-nothing") with { Pool = "not-searched", Sampling = new Sampling(Model: nobody) })
        );
        Assert.Equal("failed", status.State);
        Assert.Contains(status.Reasons, r => r.Contains($"Dataset does not know the model {nobody}."));
    }

    private static SubmitSearch Beam(string name) =>
        new(
            null,
            "to-search",
            "prm-chain",
            StepSearchStrategy.Beam,
            name,
            Beams: 2,
            Expansions: 4,
            MaxSteps: 12,
            Sampling: new Sampling(MaxTokens: 128, Model: "lm-chain"),
            Seed: 5
        );

    private Task ImportChains(string pool) => platform.ImportChains(pool, 11, Problems);

    private async Task<Guid> Submit(SubmitSearch search)
    {
        var id = Guid.CreateVersion7();
        await platform.Broker.Submit(
            JsonSerializer.SerializeToUtf8Bytes(search with { SearchId = id }, Json),
            queue: "search-jobs"
        );
        return id;
    }

    private Task<SearchStatus> Ended(Guid search) =>
        platform.Poll($"Search {search}", c => platform.Dataset.GetSearch(search, c), s => s.Ended is not null);

    private async Task<SearchStatus> Completed(Guid search)
    {
        var status = await Ended(search);
        Assert.True(
            status.State == "completed",
            $"{status.State}: {string.Join("; ", status.Reasons)}\n{platform.Log()}"
        );
        return status;
    }

    private async Task<IReadOnlyList<string>> Trees(Guid search)
    {
        List<string> trees = [];
        foreach (var problem in await platform.Dataset.GetSearchedProblems(search, cancellationToken: Token))
        {
            var tree = await platform.Dataset.GetSearchTree(search, problem.Key, Token);
            Assert.NotEmpty(tree.Nodes);
            trees.Add(JsonSerializer.Serialize(tree));
        }

        return trees;
    }
}
