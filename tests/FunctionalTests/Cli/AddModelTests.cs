using System.Text.Json;
using Platform.Contracts;
using Platform.Tests;

namespace Platform.FunctionalTests.Cli;

/// <summary>Checkpoints in the layout of Hugging Face's hub, from a directory to a report.</summary>
public sealed class AddModelTests(SharedPlatform platform)
{
    [Fact]
    public async Task A_checkpoint_of_a_reward_model_is_added_and_scores_a_pool()
    {
        using var checkpoint = TinyCheckpoint.Write(
            """{"model_type":"qwen2","architectures":["Qwen2ForProcessRewardModel"]}""",
            new Dictionary<string, long[]>
            {
                ["score.0.weight"] = [-1, -1],
                ["score.0.bias"] = [-1],
                ["score.2.weight"] = [2, -1],
                ["score.2.bias"] = [2],
            },
            "BF16"
        );
        await platform.ImportSample("hub", 2);

        var model = await Add(checkpoint, "--name", "tiny-qwen");
        Assert.Equal(("tiny-qwen", ModelKind.Process), (model.Name, model.Kind));
        Assert.Equal(model.Version, (await Add(checkpoint, "--name", "tiny-qwen")).Version);

        var evaluated = await Client.Run(platform, "", "evaluate", "--pool", "hub", "--model", "tiny-qwen", "--json");
        Assert.True(evaluated.Code == 0, evaluated.Error);
        var report = JsonSerializer.Deserialize<EvaluationReport>(evaluated.Out, JsonSerializerOptions.Web)!;
        Assert.Contains(report.Strategies, s => s.Name == "prm.product");
        Assert.Empty(report.Failures);
    }

    [Fact]
    public async Task A_checkpoint_of_a_causal_model_is_added_and_writes_solutions()
    {
        using var checkpoint = TinyCheckpoint.Write("{}", new Dictionary<string, long[]>());
        await platform.ImportSample("hub-language", 2);

        await Add(checkpoint, "--name", "tiny-llama", "--prompt", "<s>{statement}");

        string[] evaluate = ["evaluate", "--pool", "hub-language", "--samples", "65", "--max-tokens", "8", "--json"];
        var evaluated = await Client.Run(platform, "", [.. evaluate, "--language-model", "tiny-llama"]);
        Assert.True(evaluated.Code == 0, evaluated.Error);
        var report = JsonSerializer.Deserialize<EvaluationReport>(evaluated.Out, JsonSerializerOptions.Web)!;
        Assert.Equal(130, report.Solutions);
        Assert.Empty(report.Failures);
    }

    [Fact]
    public async Task A_checkpoint_in_place_is_the_base_of_an_adapter_that_judges()
    {
        using var checkpoint = TinyCheckpoint.Write(
            """{"model_type":"qwen2","tie_word_embeddings":true}""",
            new Dictionary<string, long[]>(),
            "BF16"
        );
        await platform.ImportSample("hub-base", 2);
        await Add(checkpoint, "--name", "tiny-base", "--prompt", "<s>{statement}\n", "--in-place");

        string[] train = ["train", "process", "--pool", "hub-base", "--name", "tiny-prm", "--base", "tiny-base"];
        string[] recipe = ["--adapter", "lora", "--rank", "4", "--context", "1024", "--batch", "16", "--threads", "2"];
        var estimated = await Client.Run(platform, "", [.. train, .. recipe, "--estimate", "--json"]);
        Assert.True(estimated.Code == 0, estimated.Error);
        using (var estimate = JsonDocument.Parse(estimated.Out))
        {
            Assert.Equal(128, estimate.RootElement.GetProperty("examples").GetInt32());
        }

        var folder = Directory.CreateTempSubdirectory("adapter-").FullName;
        var trained = await Client.Run(platform, "", [.. train, .. recipe, "--out", folder]);
        Assert.True(trained.Code == 0, trained.Error);
        Assert.True(File.Exists(Path.Combine(folder, "adapter_model.safetensors")));
        Directory.Delete(folder, recursive: true);

        var evaluated = await Client.Run(
            platform,
            "",
            "evaluate",
            "--pool",
            "hub-base",
            "--model",
            "tiny-prm",
            "--json"
        );
        Assert.True(evaluated.Code == 0, evaluated.Error);
        var report = JsonSerializer.Deserialize<EvaluationReport>(evaluated.Out, JsonSerializerOptions.Web)!;
        Assert.Empty(report.Failures);

        // The base itself writes solutions from where its weights are; without them it says so.
        string[] generate = ["evaluate", "--pool", "hub-base", "--samples", "65", "--max-tokens", "8", "--json"];
        foreach (var shard in Directory.GetFiles(checkpoint.Directory, "*.safetensors"))
        {
            File.Delete(shard);
        }

        var missing = await Client.Run(platform, "", [.. generate, "--language-model", "tiny-base"]);
        Assert.Contains("was registered in place", missing.Out + missing.Error);
    }

    [Fact]
    public async Task A_directory_that_is_no_checkpoint_is_refused_with_the_reason()
    {
        var missing = await Client.Run(platform, "", "models", "add", "/not/there");
        Assert.Equal((2, "/not/there is not a directory.\n"), (missing.Code, missing.Error));

        var empty = Directory.CreateTempSubdirectory("empty-").FullName;
        var refused = await Client.Run(platform, "", "models", "add", empty);
        Directory.Delete(empty);
        Assert.Equal(2, refused.Code);
        Assert.Contains($"{empty} was not added: {empty} holds no config.json.", refused.Error);
    }

    private async Task<ModelSummary> Add(TinyCheckpoint checkpoint, params string[] options)
    {
        var added = await Client.Run(platform, "", ["models", "add", checkpoint.Directory, .. options, "--json"]);
        Assert.True(added.Code == 0, added.Error);
        return JsonSerializer.Deserialize<ModelSummary>(added.Out, JsonSerializerOptions.Web)!;
    }
}
