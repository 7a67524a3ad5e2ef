using System.Text.Json;
using Platform.Contracts;
using Platform.Inference;
using Platform.Networks.Weights;
using Platform.Tests;
using Platform.Training;
using Platform.Training.Runs;

namespace Platform.UnitTests.Training;

/// <summary>Trainings that start from a checkpoint as it comes from Hugging Face's hub.</summary>
public sealed class CheckpointBaseTests : IDisposable
{
    private const string Qwen = """{"model_type":"qwen2","tie_word_embeddings":true,"rope_theta":1000000.0}""";
    private const string Projections = "down_proj gate_proj k_proj o_proj q_proj up_proj v_proj";

    private static readonly TrainingRecipe Recipe = Toy.Recipe with
    {
        Context = 96,
        Adapter = "lora",
        Rank = 8,
        Alpha = 16,
        MicroBatchTokens = 512,
    };

    private readonly string _directory = Directory.CreateTempSubdirectory("base-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("lora", "float32")]
    [InlineData("lora", "bf16")]
    [InlineData("none", "float32")]
    public void A_random_checkpoint_learns_to_count_and_judges_counting_that_it_never_saw(
        string adapter,
        string precision
    )
    {
        var recipe = Recipe with { Adapter = adapter, Precision = precision, Epochs = 3, Rank = 16 };
        var directory = Train(Plan("run", Objective.Process, recipe, 3000));

        var losses = Losses(directory);
        Assert.True(losses.TakeLast(20).Average() < 0.7 * losses[0], $"{losses[0]} to {losses[^1]}");
        using var model = RewardModel.Load(directory, new(Provider.Cpu));
        Assert.InRange(Toy.Area(model, Toy.Counting(3200).Skip(3000)), 0.65, 1);
    }

    [Theory]
    [InlineData(Objective.Process, """{"model_type":"qwen2","tie_word_embeddings":true}""", "TOKEN_CLS")]
    [InlineData(Objective.Outcome, """{"model_type":"mistral","sliding_window":40}""", "TOKEN_CLS")]
    [InlineData(Objective.Language, """{"model_type":"llama"}""", "CAUSAL_LM")]
    [InlineData(Objective.Process, """{"model_type":"qwen3","head_dim":6}""", "TOKEN_CLS")]
    public void An_adapter_is_written_in_the_layout_of_PEFT_and_merged_into_the_graph(
        Objective objective,
        string config,
        string task
    )
    {
        var directory = Train(Plan("run", objective, Recipe, 100, config));

        using var settings = Read(directory, "adapter_config.json");
        Assert.Equal(8, settings.RootElement.GetProperty("r").GetInt32());
        Assert.Equal(16, settings.RootElement.GetProperty("lora_alpha").GetDouble());
        Assert.Equal(task, settings.RootElement.GetProperty("task_type").GetString());
        Assert.Equal("tiny", settings.RootElement.GetProperty("base_model_name_or_path").GetString());
        Assert.Equal(
            Projections,
            string.Join(
                ' ',
                settings.RootElement.GetProperty("target_modules").EnumerateArray().Select(t => t.GetString())
            )
        );

        var adapter = Safetensors.Open(Path.Combine(directory, "adapter_model.safetensors"));
        Assert.Equal([8, 16], adapter.Find("base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight")!.Shape);
        Assert.Equal([16, 8], adapter.Find("base_model.model.model.layers.1.mlp.down_proj.lora_B.weight")!.Shape);
        var hasHead = objective != Objective.Language;
        Assert.Equal(hasHead, adapter.Find("base_model.model.score.weight") is not null);
        Assert.Equal((2 * 7 * 2) + (hasHead ? 2 : 0), adapter.Names.Count());

        // Merged matrices are the base's plus alpha / rank B A, and the rest is the base's to the bit.
        var (before, after) = (Safetensors.OpenDirectory(Base), Safetensors.OpenDirectory(directory));
        const string matrix = "model.layers.0.mlp.up_proj";
        var (a, b) = (
            Numbers(adapter.Find($"base_model.model.{matrix}.lora_A.weight")!),
            Numbers(adapter.Find($"base_model.model.{matrix}.lora_B.weight")!)
        );
        var (old, merged) = (Numbers(before.Find($"{matrix}.weight")!), Numbers(after.Find($"{matrix}.weight")!));
        for (var i = 0; i < old.Length; i++)
        {
            var (row, column) = (i / 16, i % 16);
            var product = Enumerable.Range(0, 8).Sum(r => (double)b[(row * 8) + r] * a[(r * 16) + column]);
            Assert.Equal(old[i] + (2 * product), merged[i], 1e-5);
        }
        Assert.NotEqual(old, merged);
        const string kept = "model.embed_tokens.weight";
        Assert.Equal("BF16", after.Find(kept)!.Type);
        Assert.Equal(Bytes(before.Find(kept)!), Bytes(after.Find(kept)!));

        if (objective == Objective.Language)
        {
            LanguageModel.Load(directory, new LanguageModelOptions(Provider.Cpu)).Dispose();
        }
        else
        {
            RewardModel.Load(directory, new(Provider.Cpu)).Dispose();
        }
    }

    [Fact]
    public void Every_weight_of_a_checkpoint_can_be_trained_and_the_result_is_a_base_again()
    {
        var recipe = Recipe with { Adapter = "none", LearningRate = 1e-3 };
        var first = Train(Plan("first", Objective.Language, recipe, 200));
        Assert.False(File.Exists(Path.Combine(first, "adapter_model.safetensors")));
        var (before, after) = (Safetensors.OpenDirectory(Base), Safetensors.OpenDirectory(first));
        Assert.Equal(before.Names.Order(), after.Names.Order());
        Assert.All(after.Names, name => Assert.NotEqual(Numbers(before.Find(name)!), Numbers(after.Find(name)!)));

        var plan = Plan("second", Objective.Process, Recipe, 100) with { Base = first };
        RewardModel.Load(Train(plan), new(Provider.Cpu)).Dispose();
    }

    [Fact]
    public void The_prompt_of_the_base_and_a_line_feed_after_each_step_are_the_template()
    {
        var directory = Train(Plan("run", Objective.Process, Recipe, 50));
        using var model = RewardModel.Load(directory, new(Provider.Cpu));
        Assert.Equal("<s>{statement}\n", Assert.Single(model.Manifest.Template.Prefix).Text);
        var (sequence, _) = model.Template.Complete(model.Template.Prefix("1?"), ["a", "b"]);
        Assert.Equal([256, '1', '?', '\n', 'a', '\n', 'b', '\n'], sequence!.Ids);
        Assert.Equal([5, 7], sequence.Positions);
    }

    [Fact]
    public void A_reward_model_s_own_separator_is_kept()
    {
        var heads = new Dictionary<string, long[]>
        {
            ["score.0.weight"] = [-1, -1],
            ["score.0.bias"] = [-1],
            ["score.2.weight"] = [2, -1],
            ["score.2.bias"] = [2],
        };
        var config = """{"model_type":"qwen2","architectures":["Qwen2ForProcessRewardModel"]}""";
        var directory = Train(Plan("run", Objective.Process, Recipe with { Context = 200 }, 50, config, heads));
        using var model = RewardModel.Load(directory, new(Provider.Cpu));
        Assert.Equal([259], model.Manifest.Template.Separator);
        Assert.Equal(3, model.Manifest.Classes.Count);
    }

    [Theory]
    [InlineData("float32", "none")]
    [InlineData("bf16", "blocks")]
    public void A_run_that_is_stopped_ends_with_the_undisturbed_run_s_directory(string precision, string checkpointing)
    {
        var recipe = Recipe with { Precision = precision, GradientCheckpointing = checkpointing };
        var undisturbed = Train(Plan("undisturbed", Objective.Process, recipe, 200));
        using var stop = new CancellationTokenSource();
        var plan = Plan("stopped", Objective.Process, recipe, 200) with
        {
            CheckpointEvery = TimeSpan.FromDays(1),
            ReportEvery = TimeSpan.Zero,
        };
        void StopAt(TrainingProgress progress)
        {
            if (progress.Step == 5)
            {
                stop.Cancel();
            }
        }
        Assert.Throws<OperationCanceledException>(() => ModelTrainer.Train(plan, StopAt, stop.Token));
        Assert.Equal(5, Checkpoint.Read(Path.Combine(plan.Directory, "checkpoints"))!.Step);
        var resumed = Train(plan);
        Assert.Equal(
            Directory.GetFiles(undisturbed).Select(Path.GetFileName).Order(),
            Directory.GetFiles(resumed).Select(Path.GetFileName).Order()
        );
        foreach (var file in Directory.GetFiles(undisturbed))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(resumed, Path.GetFileName(file))));
        }
    }

    [Fact]
    public void Weights_in_place_are_a_base_and_a_training_that_does_not_fit_is_refused_before_it_reads_them()
    {
        var plan = Plan("run", Objective.Process, Recipe, 50);
        using var tiny = TinyCheckpoint.Write(Qwen, new Dictionary<string, long[]>(), "BF16");
        var place = Directory.CreateDirectory(Path.Combine(_directory, "place")).FullName;
        var checkpoint = Platform.Checkpoints.Checkpoint.Open(tiny.Directory, inPlace: true);
        foreach (var source in checkpoint.Files)
        {
            File.Copy(source, Path.Combine(place, Path.GetFileName(source)));
        }

        checkpoint.Write(place, "tiny", "auto", "<s>{statement}\n");

        var (copied, there) = (Train(plan), Train(plan with { Base = place, Directory = place + "-run" }));
        foreach (var file in Directory.GetFiles(copied))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(there, Path.GetFileName(file))));
        }

        File.Delete(tiny.Directory + "/model-00001-of-00002.safetensors");
        var again = plan with { Base = place, Directory = place + "-again" };
        Assert.Throws<UnavailableModelException>(() => Train(again));
        var refused = Assert.Throws<InvalidDataException>(() => Train(again with { Memory = 100_000_000 }));
        Assert.StartsWith("the training needs about 0.35 GB of memory and this machine has 0.1 GB", refused.Message);
    }

    [Fact]
    public void What_cannot_be_a_base_is_told()
    {
        string Failure(TrainingPlan of) => Assert.Throws<InvalidDataException>(() => Train(of)).Message;
        var plan = Plan("long", Objective.Process, Recipe with { Context = 8000 }, 10);
        Assert.Contains("context 8000 is longer than the base model's 4096 positions", Failure(plan));

        File.Delete(Path.Combine(Base, "config.json"));
        Assert.Contains("added again with ./platform models add", Failure(plan));
    }

    private string Base => Path.Combine(_directory, "hub");

    private TrainingPlan Plan(
        string name,
        Objective objective,
        TrainingRecipe recipe,
        int examples,
        string config = Qwen,
        IReadOnlyDictionary<string, long[]>? heads = null
    )
    {
        if (!Directory.Exists(Base))
        {
            Directory.CreateDirectory(Base);
            using var tiny = TinyCheckpoint.Write(config, heads ?? new Dictionary<string, long[]>(), "BF16");
            var checkpoint = Platform.Checkpoints.Checkpoint.Open(tiny.Directory);
            foreach (var source in checkpoint.Files)
            {
                File.Copy(source, Path.Combine(Base, Path.GetFileName(source)));
            }

            checkpoint.Write(Base, "tiny", "auto", heads is null ? "<s>{statement}\n" : null);
        }
        var file = Path.Combine(_directory, $"{name}.jsonl");
        File.WriteAllLines(
            file,
            Toy.Counting(examples).Select(e => JsonSerializer.Serialize(e, JsonSerializerOptions.Web))
        );
        return new(Guid.Empty, "counting", objective, recipe, "set", file, Base, "b", Path.Combine(_directory, name));
    }

    private static string Train(TrainingPlan plan) =>
        ModelTrainer.Train(plan, _ => { }, TestContext.Current.CancellationToken);

    private static JsonDocument Read(string directory, string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, file)));

    private static List<double> Losses(string directory)
    {
        using var lineage = Read(directory, "training.json");
        return
        [
            .. lineage.RootElement.GetProperty("curve").EnumerateArray().Select(p => p.GetProperty("loss").GetDouble()),
        ];
    }

    private static byte[] Bytes(StoredTensor tensor) =>
        File.ReadAllBytes(tensor.File).AsSpan((int)tensor.Offset, (int)tensor.Bytes).ToArray();

    private static float[] Numbers(StoredTensor tensor)
    {
        var bytes = Bytes(tensor);
        return tensor.Type == "BF16"
            ?
            [
                .. Enumerable
                    .Range(0, bytes.Length / 2)
                    .Select(i => BitConverter.Int32BitsToSingle(BitConverter.ToUInt16(bytes, 2 * i) << 16)),
            ]
            : [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.ToSingle(bytes, 4 * i))];
    }
}
