using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Generator;
using Platform.UnitTests.Inference.Generation;
using Platform.UnitTests.Scorer;

namespace Platform.UnitTests.Generator;

public sealed class LocalSamplerTests(TrainedLanguageModel trained) : IClassFixture<TrainedLanguageModel>
{
    private const string Statement = "What is 4 + 1 + 2?";
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_sample_has_a_seed_of_its_own_and_says_what_made_it()
    {
        await using var generator = new TestGenerator(o => o.LanguageModel = trained.Folder);
        var generated = await generator.Generate(Statement, 5, first: 64, new Sampling(Seed: 1000, MaxTokens: 40));
        Assert.Null(generated.Failure);
        Assert.Equal([64, 65, 66, 67, 68], generated.Solutions.Select(s => s.Sample));
        Assert.Equal([1064, 1065, 1066, 1067, 1068], generated.Solutions.Select(s => s.Source.Seed));
        var version = ModelDirectory.Version(await ModelDirectory.List(trained.Folder, Token));
        Assert.All(
            generated.Solutions,
            s =>
                Assert.Equal(
                    new SampleSource($"lm-tiny@{version}", "local", s.Source.Seed, 1, StepSplit.Newline),
                    s.Source
                )
        );
    }

    [Fact]
    public async Task Completions_become_steps_and_a_limit_leaves_them_unfinished()
    {
        await using var generator = new TestGenerator(o => o.LanguageModel = trained.Folder);
        var whole = Assert.Single((await generator.Generate(Statement, 1, 0, new Sampling(0))).Solutions);
        Assert.True(whole.Finished);
        Assert.Equal(3, whole.Steps.Count);
        Assert.StartsWith("# Answer\n", whole.Steps[^1]);
        var cut = Assert.Single((await generator.Generate(Statement, 1, 0, new Sampling(0, MaxTokens: 4))).Solutions);
        Assert.False(cut.Finished);
        var stopped = await generator.Generate(Statement, 1, 0, new Sampling(0, Stop: ["", "\n#"]));
        Assert.Equal(whole.Steps.Take(2), Assert.Single(stopped.Solutions).Steps);
        Assert.True(stopped.Solutions[0].Finished);
    }

    [Theory]
    [InlineData(Batching.Waiting)]
    [InlineData(Batching.Chunk)]
    public async Task Samples_are_the_same_however_they_are_asked_for(Batching batching)
    {
        string[] statements = [Statement, "3 + 3?", "What is 0 + 1 + 2? Go."];
        await using var generator = new TestGenerator(o =>
            (o.LanguageModel, o.BatchSize, o.Batching) = (trained.Folder, 8, batching)
        );
        var whole = new List<string>();
        foreach (var statement in statements)
        {
            whole.AddRange(Texts(await generator.Generate(statement, 12)));
        }

        var parts = await Task.WhenAll(
            statements.SelectMany(s => new[] { 0, 5, 10 }.Select(i => generator.Generate(s, i == 10 ? 2 : 5, i)))
        );
        Assert.Equal(whole, parts.SelectMany(Texts));
    }

    [Fact]
    public async Task A_model_is_found_at_Dataset_by_name_or_content_hash_and_fetched_once()
    {
        var dataset = new DatasetStub();
        var version = await dataset.Register(trained.Folder);
        await using var generator = new TestGenerator(o => o.LanguageModel = "lm-tiny", dataset);
        var expected = Texts(await generator.Generate(Statement, 3));
        var fetched = dataset.Requests.Count(r => r.StartsWith("/files/"));
        foreach (var name in new[] { version, "lm-tiny", $"lm-tiny@{version}" })
        {
            Assert.Equal(expected, Texts(await generator.Generate(Statement, 3, sampling: new Sampling(Model: name))));
        }

        Assert.Equal(fetched, dataset.Requests.Count(r => r.StartsWith("/files/")));
    }

    [Fact]
    public async Task A_job_may_name_a_model_where_the_settings_name_none()
    {
        var dataset = new DatasetStub();
        await dataset.Register(trained.Folder);
        await using var generator = new TestGenerator(_ => { }, dataset);
        var generated = await generator.Generate(Statement, 2, sampling: new Sampling(Model: "lm-tiny"));
        Assert.Equal((2, null), (generated.Solutions.Count, generated.Failure));
    }

    [Fact]
    public async Task A_model_that_nobody_knows_is_a_failure_in_plain_words()
    {
        await using var generator = new TestGenerator(_ => { });
        var generated = await generator.Generate(Statement, 2, sampling: new Sampling(Model: "lm-large"));
        Assert.Empty(generated.Solutions);
        Assert.StartsWith("There is no language model 'lm-large'", generated.Failure);
        var hash = new string('a', 64);
        generated = await generator.Generate(Statement, 2, sampling: new Sampling(Model: hash));
        Assert.Equal($"Dataset does not know the model {hash}.", generated.Failure);
    }

    [Fact]
    public async Task Without_model_and_server_the_failure_names_both_settings()
    {
        await using var generator = new TestGenerator(_ => { });
        var generated = await generator.Generate(Statement, 2);
        Assert.Empty(generated.Solutions);
        Assert.Contains("Generator__LanguageModel", generated.Failure);
        Assert.Contains("Generator__BaseAddress", generated.Failure);
    }

    [Fact]
    public async Task A_statement_that_cannot_be_read_fails_with_the_character()
    {
        using var bigram = new BigramDecoder();
        await using var generator = new TestGenerator(o => o.LanguageModel = bigram.Folder);
        Assert.Equal(
            "statement: the character 'é' (U+00E9) at position 2 is not in the model's vocabulary",
            (await generator.Generate("été", 2)).Failure
        );
        Assert.StartsWith("bigram@", (await generator.Generate(new string('a', 50), 2)).Failure);
    }

    [Fact]
    public async Task A_command_that_is_given_up_leaves_the_others_alone()
    {
        await using var generator = new TestGenerator(o => (o.LanguageModel, o.BatchSize) = (trained.Folder, 4));
        using var gone = new CancellationTokenSource();
        var leaving = generator.Generate(Statement, 64, 0, new Sampling(1e3), gone.Token);
        var staying = generator.Generate(Statement, 3);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.Equal(3, (await staying).Solutions.Count);
    }

    [Theory]
    [InlineData(null, null, null, "Nobody")]
    [InlineData("http://x", null, null, "Server")]
    [InlineData("http://x", null, "gpt", "Server")]
    [InlineData("http://x", null, "lm@0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "LocalModel")]
    [InlineData(null, "lm", null, "LocalModel")]
    [InlineData(null, null, "lm", "LocalModel")]
    public void Who_samples_is_said_by_the_settings_and_the_job(string? server, string? model, string? job, string who)
    {
        var options = new GeneratorOptions
        {
            BaseAddress = server is null ? null : new Uri(server),
            LanguageModel = model,
        };
        Assert.Equal(who, Platform.Generator.Generation.Choose(options, job).ToString());
    }

    private static IEnumerable<string> Texts(SolutionsGenerated generated) =>
        generated.Solutions.Select(s => string.Join('|', s.Steps));
}
