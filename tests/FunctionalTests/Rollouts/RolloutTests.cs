using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Platform.Contracts;
using Platform.FunctionalTests.Selections;
using Platform.FunctionalTests.Trainings;

namespace Platform.FunctionalTests.Rollouts;

/// <summary>Labels by completions of a language model.</summary>
public sealed class RolloutTests(SharedPlatform platform)
{
    private const string Supervisor = "rollouts:lm-chain";
    private const int Problems = 6;
    private const int Samples = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RolloutAlgorithm.MathShepherd)]
    [InlineData(RolloutAlgorithm.OmegaPrm)]
    public async Task Labels_are_the_same_after_everything_was_killed_and_agree_with_the_oracle(RolloutAlgorithm method)
    {
        var settings = new RolloutSettings(method, Sampling: new Sampling(MaxTokens: 128));
        string calm = await Sampled($"rollouts-calm-{method}".ToLowerInvariant());
        string killed = await Sampled($"rollouts-killed-{method}".ToLowerInvariant());
        var expected = await platform.Labelled(
            await platform.Label(new(null, Supervisor, Pool: calm, Rollouts: settings))
        );

        var id = await platform.Label(new(null, Supervisor, Pool: killed, Rollouts: settings));
        await platform.Poll(
            $"Completions of {id}",
            c => platform.Dataset.GetLabelling(id, c),
            l => l.Stages.Any(s => s is { Stage: "rollout", Done: > 0 }) || l.Ended is not null
        );
        platform.Kill("generator");
        platform.Kill("dataset");
        platform.Kill("rabbitmq");
        var result = await platform.Labelled(id);

        Assert.Equal(expected.Tokens, result.Tokens);
        var (labels, again) = (Assert.Single(expected.Labellers), Assert.Single(result.Labellers));
        Assert.Equal(labels, again);
        Assert.True(labels.Fractions > 0);
        string exported = await Exported(calm, labels.Labeller);
        Assert.Equal(exported, await Exported(killed, labels.Labeller));
        Assert.Contains("ки", exported);

        var quality = await platform.Dataset.GetLabelQuality(id, cancellationToken: Token);
        Assert.Equal(labels.Solutions, quality.Solutions);
        Assert.NotEmpty(quality.Positions);
        // A model that is right most of the time makes few completions end right from a wrong step.
        Assert.True(quality.Positions.Sum(p => p.Right) > quality.Positions.Sum(p => p.FalseNegatives));
    }

    [Fact]
    public async Task Labels_are_trained_on_and_a_repeated_labelling_completes_nothing_new()
    {
        string pool = await Sampled("rollouts-trained");
        var settings = new RolloutSettings(Completions: 4, Sampling: new Sampling(MaxTokens: 128));
        var first = await platform.Labelled(
            await platform.Label(new(null, Supervisor, Pool: pool, Rollouts: settings))
        );
        var second = await platform.Labelled(
            await platform.Label(new(null, Supervisor, Pool: pool, Rollouts: settings))
        );
        Assert.Equal((first.Tokens, 0), (second.Tokens, second.Labellers[0].Added));

        var training = Guid.CreateVersion7();
        await platform.SubmitTraining(
            JsonSerializer.SerializeToUtf8Bytes(
                new TrainRewardModel(
                    training,
                    Objective.Process,
                    "prm-rollouts",
                    [pool],
                    Supervisor,
                    null,
                    null,
                    TrainingJobs.Tiny
                ),
                JsonSerializerOptions.Web
            )
        );
        var trained = await platform.Trained(training);
        Assert.Equal(first.Labellers[0].Solutions, trained.Examples);
    }

    [Fact]
    public async Task A_server_completes_every_prefix_once_with_a_seed_for_each_completion()
    {
        const int Completions = 4;
        platform.Completions.Text = (prompt, seed, _) => Completion(prompt, right: seed % Completions == 0);
        string key = await Served("rollouts-served");

        var result = await platform.Labelled(
            await platform.Label(
                new(null, "rollouts:served", Pool: "rollouts-served", Rollouts: new(Completions: Completions))
            )
        );

        // Both solutions begin with the same step; the server counts a token for each completion.
        Assert.Equal(3 * Completions, result.Tokens);
        var labels = await Labels("rollouts-served", key);
        Assert.Equal([1, 1, 1], labels[0]);
        Assert.Equal([1, 1d / Completions, 0], labels[1]);
        var asked = platform.Completions.Requests.Where(r => r.Body["model"]!.GetValue<string>() == "served").ToList();
        Assert.Equal(Enumerable.Range(0, 3 * Completions).Select(i => (long)i), asked.Select(r => r.Seed).Order());
    }

    [Fact]
    public async Task A_cancelled_labelling_ends_without_labels_and_can_be_repeated()
    {
        var (asked, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        platform.Completions.Text = (prompt, _, _) => Completion(prompt, right: false);
        platform.Completions.Always = r =>
            r.Body["model"]!.GetValue<string>() == "held" && !released.Task.IsCompleted ? Hold : null;
        string key = await Served("rollouts-cancelled");
        var labelling = new SubmitLabelling(null, "rollouts:held", Pool: "rollouts-cancelled");
        var cancelled = await platform.Label(labelling);
        await asked.Task.WaitAsync(Token);

        await platform.Dataset.CancelJob(cancelled, Token);
        // What the generator has in hand is answered after that.
        released.SetResult();

        Assert.Equal("cancelled", (await platform.LabellingEnd(cancelled)).State);
        Assert.Empty(await Labels("rollouts-cancelled", key));
        await platform.Labelled(await platform.Label(labelling));
        Assert.Equal([1, 0, 0], (await Labels("rollouts-cancelled", key))[1]);
        // The late answer was not recorded.
        Assert.Null((await platform.Dataset.GetLabelling(cancelled, Token)).Result!.Tokens);

        async Task Hold(HttpContext context, Tests.OpenAiRequest request)
        {
            asked.TrySetResult();
            await released.Task.WaitAsync(context.RequestAborted);
            await Tests.OpenAiServer.Say(
                """{"choices":[{"finish_reason":"stop","message":{"content":"# Answer\n3"}}],"usage":{"completion_tokens":1}}"""
            )(context, request);
        }
    }

    [Fact]
    public async Task A_language_model_that_does_not_exist_fails_the_labelling_with_its_reason()
    {
        string pool = await Sampled("rollouts-unknown");
        var unknown = new string('0', 64);

        var status = await platform.LabellingEnd(await platform.Label(new(null, $"rollouts:{unknown}", Pool: pool)));

        Assert.Equal("failed", status.State);
        Assert.Contains(status.Reasons, r => r.Contains($"Dataset does not know the model {unknown}."));
    }

    [Theory]
    [InlineData("""{"by":"rollouts:","pool":"x"}""", "by: 'rollouts:' is no supervisor")]
    [InlineData("""{"by":"oracle","pool":"x","rollouts":{}}""", "rollouts: 'oracle' has none")]
    [InlineData(
        """{"by":"rollouts:prm-chain","pool":"nowhere","rollouts":{"completions":65,"searches":3,"sampling":{"seed":1,"model":"m"},"more":1}}""",
        "rollouts.completions: must be",
        "rollouts.searches: only omegaprm searches",
        "rollouts.sampling.seed: every completion has a seed of its own",
        "rollouts.sampling.model: the supervisor names it",
        "rollouts.more: unknown field",
        "by: 'prm-chain' is a reward model",
        "there is no pool 'nowhere'"
    )]
    public async Task Whatever_cannot_be_completed_is_answered_with_every_reason(string body, params string[] reasons)
    {
        var message = Guid.NewGuid();
        await platform.Broker.Submit(Encoding.UTF8.GetBytes(body), queue: "labelling-jobs", message: message);

        var status = await platform.LabellingEnd(message);

        Assert.Equal("rejected", status.State);
        Assert.All(reasons, r => Assert.Contains(status.Reasons, s => s.Contains(r)));
    }

    /// <summary>A completion of a prefix; only a prefix with a bad step can be completed wrongly.</summary>
    private static string Completion(string prefix, bool right) =>
        $"So it goes.\n# Answer\n{(right || !prefix.Contains("bad", StringComparison.Ordinal) ? 3 : 4)}";

    /// <summary>A pool of one problem with a right solution and one that is wrong from its second step on.</summary>
    /// <returns>The problem's key.</returns>
    private async Task<string> Served(string pool)
    {
        const string Problem = """
            {"problem":"What is 1 + 2?","answer":"3","solutions":[{"steps":["A good step.","Another good step.","# Answer\n3"]},{"steps":["A good step.","A bad step.","# Answer\n4"]}]}
            """;
        await platform.Import(pool, new MemoryStream(Encoding.UTF8.GetBytes(Problem)));
        return (await platform.Dataset.GetProblems(pool, cancellationToken: Token)).Problems.Single().Key;
    }

    /// <summary>The fractions of the problem's solutions that have labels.</summary>
    private async Task<List<IReadOnlyList<double?>>> Labels(string pool, string key) =>
        [
            .. (await platform.Dataset.GetProblem(pool, key, cancellationToken: Token))
                .Candidates.SelectMany(c => c.Labels)
                .Select(l => l.Fractions!),
        ];

    /// <summary>A pool of problems with solutions that the model has written.</summary>
    private async Task<string> Sampled(string pool)
    {
        await platform.ImportChains(pool, 12, Problems);
        var evaluation = Guid.CreateVersion7();
        await platform.Broker.Submit(
            JsonSerializer.SerializeToUtf8Bytes(
                new SubmitEvaluation(
                    evaluation,
                    pool,
                    null,
                    Samples,
                    new Sampling(MaxTokens: 128, Seed: 3, Model: "lm-chain")
                ),
                JsonSerializerOptions.Web
            )
        );
        await platform.End(evaluation);
        return pool;
    }

    private async Task<string> Exported(string pool, string labeller)
    {
        using var file = await platform.Dataset.ExportFile(
            pool,
            new ExportOptions { Format = "math-shepherd", Labeller = labeller },
            Token
        );
        Assert.True(file.IsSuccessStatusCode, file.Error?.Message);
        using var reader = new StreamReader(file.Content!);
        // Records have the order in which solutions were added, and problems are completed concurrently.
        return string.Join('\n', (await reader.ReadToEndAsync(Token)).Split('\n').Order(StringComparer.Ordinal));
    }
}
