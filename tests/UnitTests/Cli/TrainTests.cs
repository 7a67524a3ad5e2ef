using System.Text.Json;
using Platform.Contracts;
using Platform.DatasetClient;

namespace Platform.UnitTests.Cli;

public sealed class TrainTests : IDisposable
{
    private static readonly string[] Train = ["train", "process", "--pool", "mine", "--name", "prm-2"];

    private readonly string folder = Directory.CreateTempSubdirectory("train-").FullName;

    private static CommandRun Running(FakeDataset dataset, string state = "completed", string[]? reasons = null) =>
        new(dataset) { OnTraining = id => dataset.Trainings[id] = Samples.Training(id, state, reasons: reasons) };

    [Fact]
    public async Task It_submits_watches_and_says_what_came_of_it()
    {
        await using var dataset = await FakeDataset.Start();
        var run = Running(dataset);

        Assert.Equal(
            0,
            await run.Run(
                [
                    .. Train,
                    .. (string[])["--pool", "other", "--labeller", "oracle", "--base", "lm"],
                    .. (string[])["--learning-rate", "1e-3", "--n-gram", "2", "--schedule", "linear", "--threads", "2"],
                    .. (string[])["--fractions", "cut", "--label-cut", "1e-6"],
                ]
            )
        );

        var job = Assert.Single(run.Trainings);
        Assert.Equal("process", job.GetProperty("train").GetString());
        Assert.Equal(["mine", "other"], job.GetProperty("pools").EnumerateArray().Select(p => p.GetString()!));
        Assert.Equal(("oracle", "lm"), (job.GetProperty("labeller").GetString(), job.GetProperty("base").GetString()));
        var recipe = job.GetProperty("recipe").Deserialize<TrainingRecipe>(JsonSerializerOptions.Web);
        Assert.Equal(
            new()
            {
                LearningRate = 1e-3,
                NGram = 2,
                Schedule = "linear",
                Threads = 2,
                Fractions = "cut",
                LabelCut = 1e-6,
            },
            recipe
        );
        Assert.Contains("480/480  100 %  loss 0.2134  12,346 tokens/s", run.Error);
        Assert.Contains("prm-2 has learned from 5,120 solutions", run.Out);
        Assert.Contains(new string('a', 64), run.Out);
    }

    [Fact]
    public async Task A_language_model_is_asked_for_with_its_own_message_and_json_is_the_whole_training()
    {
        await using var dataset = await FakeDataset.Start();
        var run = Running(dataset);

        Assert.Equal(0, await run.Run(["train", "language", "--pool", "mine", "--name", "lm", "--json"]));

        Assert.Equal("language", run.Trainings.Single().GetProperty("train").GetString());
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(2, json.RootElement.GetProperty("curve").GetArrayLength());
    }

    [Theory]
    [InlineData("rejected", 2, "was rejected")]
    [InlineData("failed", 1, "failed:")]
    [InlineData("cancelled", 1, "was cancelled.")]
    public async Task An_end_without_a_model_gives_every_reason_and_its_exit_code(
        string state,
        int code,
        string verdict
    )
    {
        await using var dataset = await FakeDataset.Start();
        var run = Running(dataset, state, ["pools: there is none", "recipe.layers: too many"]);

        Assert.Equal(code, await run.Run([.. Train, "--json"]));

        Assert.Empty(run.Out);
        Assert.Contains(verdict, run.Error);
        Assert.Contains("- pools: there is none", run.Error);
        Assert.Contains("- recipe.layers: too many", run.Error);
    }

    [Fact]
    public async Task Repeated_it_watches_the_running_one_and_another_recipe_is_another_training()
    {
        await using var dataset = await FakeDataset.Start();
        var running = Samples.Training(state: "accepted");
        dataset.Trainings[running.Id] = running;
        var run = Running(dataset);

        Assert.Equal(0, await run.Run([.. Train, "--detach"]));
        Assert.Empty(run.Trainings);
        Assert.Equal(running.Id.ToString(), run.Out.Trim());

        Assert.Equal(0, await run.Run([.. Train, "--no-wait", "--seed", "1"]));
        Assert.Single(run.Trainings);
    }

    [Theory]
    [InlineData("completed", true, 0)]
    [InlineData("completed", false, 1)]
    [InlineData("failed", false, 1)]
    [InlineData("cancelled", false, 1)]
    [InlineData("cancelling", false, 1)]
    public async Task Repeated_after_the_end_it_trains_again_only_what_would_be_different(
        string state,
        bool current,
        int submitted
    )
    {
        await using var dataset = await FakeDataset.Start();
        var known = Samples.Training(state: state);
        dataset.Trainings[known.Id] = known;
        dataset.TrainingSetNow = new(new string(current ? '5' : '6', 64), 5120);
        var run = Running(dataset);

        Assert.Equal(0, await run.Run(Train));

        Assert.Equal(submitted, run.Trainings.Count);
    }

    [Fact]
    public async Task The_recipe_may_stand_in_a_file_and_options_go_before_it()
    {
        await using var dataset = await FakeDataset.Start();
        var plain = Path.Combine(folder, "recipe.json");
        await File.WriteAllTextAsync(plain, """{"layers":2,"epochs":3}""", TestContext.Current.CancellationToken);
        var lineage = Path.Combine(folder, "training.json");
        await File.WriteAllTextAsync(
            lineage,
            """{"examples":7,"recipe":{"layers":5}}""",
            TestContext.Current.CancellationToken
        );
        var wrong = Path.Combine(folder, "wrong.json");
        await File.WriteAllTextAsync(wrong, """{"layrs":2}""", TestContext.Current.CancellationToken);
        var run = Running(dataset);

        Assert.Equal(0, await run.Run([.. Train, "--recipe", plain, "--layers", "3"]));
        Assert.Equal(0, await run.Run([.. Train, "--recipe", lineage]));
        Assert.Equal(2, await run.Run([.. Train, "--recipe", wrong]));

        Assert.Contains("layrs", run.Error);
        var recipes = run.Trainings.Select(t =>
            t.GetProperty("recipe").Deserialize<TrainingRecipe>(JsonSerializerOptions.Web)!
        );
        Assert.Equal([(3, 3d), (5, 1d)], recipes.Select(r => (r.Layers, r.Epochs)));
    }

    [Fact]
    public async Task Out_writes_the_models_directory_over_an_older_model_and_over_nothing_else()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.ModelFiles["reward-model.json"] = "{}"u8.ToArray();
        dataset.ModelFiles["model.onnx"] = [1, 2, 3];
        var version = ModelDirectory.Version(
            dataset.ModelFiles.Select(f => new ModelFile(
                f.Key,
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(f.Value)),
                f.Value.Length
            ))
        );
        var run = new CommandRun(dataset)
        {
            OnTraining = id => dataset.Trainings[id] = Samples.Training(id, model: version),
        };
        var output = Path.Combine(folder, "models", "prm-2");

        Assert.Equal(0, await run.Run([.. Train, "--out", output]));
        await File.WriteAllTextAsync(Path.Combine(output, "old"), "", TestContext.Current.CancellationToken);
        Assert.Equal(0, await run.Run([.. Train, "--out", output, "--new"]));
        Assert.Equal(["model.onnx", "reward-model.json"], Directory.GetFiles(output).Select(Path.GetFileName).Order());
        Assert.Equal([output], Directory.GetFileSystemEntries(Path.GetDirectoryName(output)!));

        Assert.Equal(2, await run.Run([.. Train, "--out", Path.Combine(folder, "models")]));
        Assert.Contains("holds something that is no model", run.Error);
        Assert.Equal(2, run.Trainings.Count);
    }

    [Fact]
    public async Task An_estimate_says_memory_and_time_and_starts_nothing()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.Models.Add(new("qwen", new string('a', 64), "language", [], null, 0, 0, DateTimeOffset.UnixEpoch));
        dataset.ModelFiles["config.json"] =
            """
            {"model_type":"qwen2","vocab_size":300,"hidden_size":16,"intermediate_size":24,"num_hidden_layers":2,
             "num_attention_heads":4,"num_key_value_heads":2,"tie_word_embeddings":true}
            """u8.ToArray();
        var run = new CommandRun(dataset);
        string[] adapter = ["--base", "qwen", "--adapter", "lora", "--rank", "4", "--precision", "bf16", "--estimate"];

        Assert.Equal(0, await run.Run([.. Train, .. adapter]));
        Assert.Contains("weights      8,835, trained", run.Out);
        Assert.Contains("in bf16", run.Out);
        Assert.Contains("1,000, 100,000 tokens in 1 epochs at most", run.Out);
        Assert.Contains("measured here for a second", run.Out);

        Assert.Equal(0, await run.Run([.. Train, .. adapter, "--json"]));
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(100_000, json.RootElement.GetProperty("tokens").GetInt64());
        Assert.True(json.RootElement.GetProperty("seconds").GetDouble() > 0);

        // Every weight of a network of 2 trillion weights.
        string[] large = ["--layers", "64", "--width", "4096", "--heads", "64", "--micro-batch-tokens", "1048576"];
        Assert.Equal(2, await run.Run([.. Train, .. large, "--estimate"]));
        Assert.Contains("The training needs about", run.Error);
        Assert.Empty(run.Trainings);
    }

    [Theory]
    [InlineData("train", "judge", "--pool", "p", "--name", "n")]
    [InlineData("train", "process", "--name", "n")]
    [InlineData("train", "process", "--pool", "p")]
    [InlineData("train", "process", "--pool", "p", "--name", "n", "--layers", "many")]
    [InlineData("train", "process", "--pool", "p", "--name", "n", "--schedule", "steep")]
    public async Task Wrong_usage_is_exit_code_2(params string[] args)
    {
        Assert.Equal(2, await new CommandRun(null).Run(args));
    }

    [Fact]
    public async Task Trainings_are_listed_shown_with_their_curve_and_cancelled()
    {
        await using var dataset = await FakeDataset.Start();
        var running = Samples.Training(state: "running");
        dataset.Trainings[running.Id] = running;
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["trainings"]));
        Assert.Contains("running 25 %", run.Out);
        Assert.Equal(0, await run.Run(["trainings", "latest"]));
        Assert.Contains("progress   120/480  25 %  loss 0.213", run.Out);
        Assert.Contains("step    loss  learning rate  tokens/s", run.Out);
        Assert.Equal(0, await run.Run(["jobs"]));
        Assert.Matches("training +running +train", run.Out);
        Assert.Equal(0, await run.Run(["jobs", "latest", "--json"]));
        Assert.Contains("\"kind\": \"training\"", run.Out);
        Assert.Equal(0, await run.Run(["cancel", running.Id.ToString()[..13]]));
        Assert.Contains("is being cancelled", run.Out);
        Assert.Equal("cancelling", dataset.Trainings[running.Id].State);
        Assert.Equal(2, await run.Run(["cancel", "nothing"]));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
