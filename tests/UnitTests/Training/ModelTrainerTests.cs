using System.Text.Json;
using Platform.Contracts;
using Platform.Inference;
using Platform.Kernels.Statistics;
using Platform.Networks.Weights;
using Platform.Tests;
using Platform.Training;
using Platform.Training.Models;
using Platform.Training.Runs;

namespace Platform.UnitTests.Training;

/// <summary>Training runs from examples to a model's directory.</summary>
public sealed class ModelTrainerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("training-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_process_model_learns_to_count_and_judges_counting_that_it_never_saw()
    {
        var plan = Plan(
            "run",
            Objective.Process,
            Toy.Counting(4000),
            Toy.Recipe with
            {
                Epochs = 3,
                Layers = 2,
                LearningRate = 5e-3,
            }
        );
        var directory = Train(plan);

        // Who knows how often each step is right, and reads no number, has a loss of 0.37 and an area of 0.5.
        Assert.InRange(Losses(directory).TakeLast(30).Average(), 0, 0.2);
        using var model = RewardModel.Load(directory, new(Provider.Cpu));
        Assert.InRange(Toy.Area(model, Toy.Counting(4300).Skip(4000)), 0.9, 1);
    }

    [Theory]
    [InlineData(Objective.Language, 0)]
    [InlineData(Objective.Process, 0.3)]
    [InlineData(Objective.Outcome, 0)]
    [InlineData(Objective.Outcome, 0.3)]
    public void Every_objective_gives_a_directory_whose_golden_example_holds(Objective objective, double auxiliary)
    {
        var recipe = Toy.Recipe with { AuxiliaryLanguage = auxiliary };
        var plan = Plan("run", objective, Toy.Counting(200), recipe) with
        {
            Supervisors = new Dictionary<string, int> { ["oracle:chain-1"] = 150, ["person:ann"] = 50 },
        };
        var directory = Train(plan);

        var files = Directory.GetFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        var manifest = objective == Objective.Language ? LanguageManifest.FileName : Manifest.FileName;
        string[] expected =
        [
            "README.md",
            manifest,
            "model.onnx",
            .. objective == Objective.Language ? (string[])["model.float16.onnx"] : [],
            "training.json",
            "transformer.json",
            ModelFolder.Weights,
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), files);
        if (objective != Objective.Language)
        {
            RewardModel.Load(directory, new(Provider.Cpu)).Dispose();
        }
        else
        {
            var half = new ModelGraph(Path.Combine(directory, "model.float16.onnx"), HalfGraph.Float16, Provider.Cpu);
            LanguageModel.LoadGraph(directory, half).Dispose();
        }

        using var lineage = Lineage(directory);
        Assert.Equal(200, lineage.RootElement.GetProperty("examples").GetInt32());
        Assert.Equal(50, lineage.RootElement.GetProperty("supervisors").GetProperty("person:ann").GetInt32());
        Assert.Contains("judged by `oracle:chain-1`: 150", File.ReadAllText(Path.Combine(directory, "README.md")));
        Assert.Equal(
            13,
            lineage.RootElement.GetProperty("curve").EnumerateArray().Last().GetProperty("step").GetInt32()
        );
        Assert.Contains("CPU, float32, 2 thread(s)", lineage.RootElement.GetProperty("runtime").GetString());
    }

    [Fact]
    public void Equal_seeds_and_threads_give_equal_directories_and_another_seed_another()
    {
        var recipe = Toy.Recipe with { AuxiliaryLanguage = 0.3 };
        var first = Files(Train(Plan("first", Objective.Process, Toy.Counting(300), recipe)));
        Equal(first, Files(Train(Plan("second", Objective.Process, Toy.Counting(300), recipe))));
        var other = Files(Train(Plan("other", Objective.Process, Toy.Counting(300), recipe with { Seed = 8 })));
        Assert.NotEqual(first[ModelFolder.Weights], other[ModelFolder.Weights]);
    }

    [Theory]
    [InlineData("soft")]
    [InlineData("cut")]
    public void Fractions_of_0_and_1_give_the_weights_of_ratings(string fractions)
    {
        var recipe = Toy.Recipe with { Fractions = fractions, AuxiliaryLanguage = 0.3 };
        var rated = Files(Train(Plan("rated", Objective.Process, Toy.Counting(300), recipe)));
        Equal(rated, Files(Train(Plan("shares", Objective.Process, Toy.Counting(300).Select(Shares), recipe))));

        static TrainingExample Shares(TrainingExample example) =>
            example with
            {
                Labels = null,
                Fractions = [.. example.Labels!.Select(l => (double?)(l > 0 ? 1 : 0))],
            };
    }

    [Fact]
    public void Soft_labels_teach_their_fractions_and_give_the_same_bits_again()
    {
        var examples = Enumerable.Repeat(new TrainingExample("x", ["a", "b"], null, null, true, [0.75, 0.25]), 2000);
        var recipe = Toy.Recipe with { Epochs = 2 };
        var directory = Train(Plan("first", Objective.Process, examples, recipe));
        Equal(Files(directory), Files(Train(Plan("second", Objective.Process, examples, recipe))));

        using var model = RewardModel.Load(directory, new(Provider.Cpu));
        var steps = model.Score("x", ["a", "b"]).Probabilities!;
        Assert.Equal(0.75, steps[0][2], 0.02);
        Assert.Equal(0.25, steps[1][2], 0.02);
    }

    [Fact]
    public void A_run_that_is_cancelled_again_and_again_ends_with_the_undisturbed_run_s_directory()
    {
        var undisturbed = Files(Train(Plan("undisturbed", Objective.Process, Toy.Counting(300), Toy.Recipe)));
        var plan = Plan("cancelled", Objective.Process, Toy.Counting(300), Toy.Recipe) with
        {
            CheckpointEvery = TimeSpan.FromDays(1),
        };
        var random = SplitMix.For(11, 0);
        var cancelled = 0;
        for (string? directory = null; directory is null; )
        {
            using var stop = new CancellationTokenSource();
            // Before it begins at first; then longer each time, so that a slow machine gets to its end, too.
            if (cancelled == 0)
            {
                stop.Cancel();
            }
            else
            {
                stop.CancelAfter(TimeSpan.FromMilliseconds((10 * cancelled) + random.Below(60)));
            }

            try
            {
                directory = ModelTrainer.Train(plan, _ => { }, stop.Token);
                Equal(undisturbed, Files(directory));
            }
            catch (OperationCanceledException)
            {
                Assert.InRange(++cancelled, 1, 1000);
            }
        }
        Assert.NotEqual(0, cancelled);
    }

    [Fact]
    public void Without_a_whole_checkpoint_a_run_begins_again_and_ends_the_same()
    {
        var plan = Plan("run", Objective.Process, Toy.Counting(300), Toy.Recipe);
        var undisturbed = Files(Train(plan));
        var checkpoint = Assert.Single(Directory.GetFiles(Checkpoints(plan), "*.safetensors"));
        var bytes = File.ReadAllBytes(checkpoint);
        bytes[^1000] ^= 1;
        File.WriteAllBytes(checkpoint, bytes);
        var steps = new List<int>();
        Equal(undisturbed, Files(ModelTrainer.Train(plan, p => steps.Add(p.Step), CancellationToken.None)));
        Assert.NotEmpty(steps);
    }

    [Fact]
    public void A_finished_run_that_is_asked_for_again_gives_its_model_without_a_step()
    {
        var plan = Plan("run", Objective.Process, Toy.Counting(100), Toy.Recipe);
        var first = Files(Train(plan));
        Equal(first, Files(ModelTrainer.Train(plan, _ => Assert.Fail("a step was done"), CancellationToken.None)));
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_names_the_step_and_leaves_the_checkpoint_before()
    {
        var recipe = Toy.Recipe with { LearningRate = 1e21, WarmUp = 1_000_000 };
        var plan = Plan("run", Objective.Process, Toy.Counting(2000), recipe) with { CheckpointEvery = TimeSpan.Zero };
        var error = Assert.Throws<TrainingDivergedException>(() => Train(plan));
        Assert.InRange(error.Step, 2, 125);
        Assert.Contains($"step {error.Step}:", error.Message);

        var kept = Files(Checkpoints(plan));
        Assert.Equal(error.Step - 1, Checkpoint.Read(Checkpoints(plan))!.Step);
        Assert.Equal(error.Message, Assert.Throws<TrainingDivergedException>(() => Train(plan)).Message);
        Equal(kept, Files(Checkpoints(plan)));
        Assert.False(Directory.Exists(Path.Combine(plan.Directory, "model")));
    }

    [Fact]
    public void A_base_model_with_a_weight_that_is_no_number_ends_the_run_at_its_first_step()
    {
        var origin = Train(Plan("base", Objective.Process, Toy.Counting(100), Toy.Recipe));
        var file = Path.Combine(origin, ModelFolder.Weights);
        var bytes = File.ReadAllBytes(file);
        BitConverter.GetBytes(float.NaN).CopyTo(bytes, bytes.Length - 4);
        File.WriteAllBytes(file, bytes);
        var plan = Plan("run", Objective.Process, Toy.Counting(100), Toy.Recipe) with { Base = origin };
        Assert.Equal(1, Assert.Throws<TrainingDivergedException>(() => Train(plan)).Step);
    }

    [Fact]
    public void A_reward_model_begins_with_its_base_s_weights_tokenizer_and_shape()
    {
        var language = Plan("base", Objective.Language, Toy.Counting(100), Toy.Recipe);
        var origin = Train(language);
        // Without a step worth mentioning the weights are the base's.
        var recipe = Toy.Recipe with
        {
            Layers = 3,
            Pieces = 0,
            Context = 40,
            LearningRate = 1e-8,
            WeightDecay = 0,
        };
        var plan = Plan("run", Objective.Outcome, Toy.Counting(50), recipe) with { Base = origin, BaseVersion = "b" };
        var directory = Train(plan);
        var (shape, tokenizer) = ModelFolder.Read(directory);
        Assert.Equal((1, 40, 2, false), (shape.Layers, shape.Context, shape.Classes, shape.Language));
        Assert.Equivalent(ModelFolder.Read(origin).Tokenizer, tokenizer);
        var (before, after) = (ModelFolder.ReadWeights(origin), ModelFolder.ReadWeights(directory));
        Assert.Equal(["classifier.weight", "classifier.bias"], after.Names.Except(before.Names));
        foreach (var name in after.Names.Intersect(before.Names))
        {
            Equal(before.Find(name)!, after.Find(name)!, 1e-5);
        }
    }

    [Theory]
    [InlineData("all", true, true)]
    [InlineData("attention", true, false)]
    [InlineData("mlp", false, true)]
    public void Adapters_are_merged_into_the_base_s_matrices_and_nothing_else_changes(
        string targets,
        bool attention,
        bool mlp
    )
    {
        var origin = Train(Plan("base", Objective.Language, Toy.Counting(100), Toy.Recipe));
        var recipe = Toy.Recipe with { Adapter = "lora", Rank = 2, Alpha = 4, AdapterTargets = targets };
        var plan = Plan("run", Objective.Process, Toy.Counting(300), recipe) with { Base = origin, BaseVersion = "b" };
        var directory = Train(plan);

        var (before, after) = (ModelFolder.ReadWeights(origin), ModelFolder.ReadWeights(directory));
        foreach (var name in after.Names.Intersect(before.Names))
        {
            if (
                (attention && name.Contains("attention.") && !name.EndsWith("norm"))
                || (mlp && name.Contains("mlp.") && !name.EndsWith("norm"))
            )
            {
                Assert.NotEqual(Bytes(before.Find(name)!), Bytes(after.Find(name)!));
            }
            else
            {
                Assert.Equal(Bytes(before.Find(name)!), Bytes(after.Find(name)!));
            }
        }

        using var lineage = Lineage(directory);
        var trained = lineage.RootElement.GetProperty("parameters").GetInt64();
        Assert.Equal(
            (attention ? 2 * (32 + 96 + 32 + 32) : 0) + (mlp ? 2 * (32 + 128 + 128 + 32) : 0) + (3 * 32) + 3,
            trained
        );
        // Its golden example is that of the merged model.
        RewardModel.Load(directory, new(Provider.Cpu)).Dispose();
        Assert.True(Losses(directory)[^1] < Losses(directory)[0]);
    }

    [Theory]
    [InlineData("float32", "none", "blocks")]
    [InlineData("bf16", "none", "none")]
    [InlineData("bf16", "lora", "blocks")]
    public void Every_way_of_computing_resumes_to_the_bit(string precision, string adapter, string checkpointing)
    {
        var origin = Train(Plan("base", Objective.Language, Toy.Counting(100), Toy.Recipe));
        var recipe = Toy.Recipe with
        {
            Precision = precision,
            Adapter = adapter,
            Rank = 4,
            GradientCheckpointing = checkpointing,
        };
        TrainingPlan Of(string name) =>
            Plan(name, Objective.Process, Toy.Counting(300), recipe) with
            {
                Base = origin,
                BaseVersion = "b",
            };
        var undisturbed = Train(Of("undisturbed"));
        using var stop = new CancellationTokenSource();
        var plan = Of("stopped") with { CheckpointEvery = TimeSpan.FromDays(1), ReportEvery = TimeSpan.Zero };
        void StopAt(TrainingProgress progress)
        {
            if (progress.Step == 5)
            {
                stop.Cancel();
            }
        }
        Assert.Throws<OperationCanceledException>(() => ModelTrainer.Train(plan, StopAt, stop.Token));
        Assert.Equal(5, Checkpoint.Read(Checkpoints(plan))!.Step);
        Equal(Files(undisturbed), Files(Train(plan)));
        Assert.True(Losses(undisturbed).TakeLast(5).Average() < Losses(undisturbed)[0]);
        using var lineage = Lineage(undisturbed);
        Assert.Contains(
            precision == "bf16" ? "bfloat16" : "float32",
            lineage.RootElement.GetProperty("runtime").GetString()
        );
    }

    [Fact]
    public void A_run_goes_on_with_the_precision_that_its_trial_chose()
    {
        var recipe = Toy.Recipe with { Precision = "auto" };
        var plan = Plan("run", Objective.Process, Toy.Counting(100), recipe);
        Train(plan);
        var state = Checkpoint.Read(Checkpoints(plan))!;
        var other = state.Precision == Precision.BFloat16 ? Precision.Float32 : Precision.BFloat16;
        var file = Path.Combine(Checkpoints(plan), "state.json");
        string Json(Precision precision) =>
            $"\"precision\": \"{JsonNamingPolicy.CamelCase.ConvertName($"{precision}")}\"";
        File.WriteAllText(file, File.ReadAllText(file).Replace(Json(state.Precision), Json(other)));
        Assert.Equal(other, Checkpoint.Read(Checkpoints(plan))!.Precision);
        using var lineage = Lineage(Train(plan));
        Assert.Contains(
            other == Precision.BFloat16 ? "bfloat16" : "float32",
            lineage.RootElement.GetProperty("runtime").GetString()
        );
    }

    [Theory]
    [InlineData("lm-maths", "none")]
    [InlineData("prm-maths", "lora")]
    public void A_shipped_model_can_be_a_base(string name, string adapter)
    {
        var origin = Checkout.At(Path.Combine("models", name));
        var recipe = Toy.Recipe with { Adapter = adapter, Epochs = 0.1, LearningRate = 1e-8, WeightDecay = 0 };
        var plan = Plan("run", Objective.Process, Toy.Counting(50), recipe) with { Base = origin, BaseVersion = "b" };
        var directory = Train(plan);
        var (before, after) = (ModelFolder.ReadWeights(origin), ModelFolder.ReadWeights(directory));
        Assert.NotEmpty(after.Names.Intersect(before.Names));
        foreach (var shared in after.Names.Intersect(before.Names))
        {
            Equal(before.Find(shared)!, after.Find(shared)!, 1e-5);
        }

        RewardModel.Load(directory, new(Provider.Cpu)).Dispose();
    }

    [Fact]
    public void Texts_up_to_an_odd_context_are_trained_on()
    {
        // 17 tokens are no width that batches are padded to.
        var examples = Enumerable.Range(0, 20).Select(i => new TrainingExample("x", [new string('a', 13)], [1], true));
        var recipe = Toy.Recipe with { Context = 17, Tokenizer = "bytes" };
        Train(Plan("run", Objective.Process, examples, recipe));
    }

    [Fact]
    public void A_training_set_of_solutions_that_are_too_long_after_their_first_mistake_gives_a_model()
    {
        var example = new TrainingExample("x", ["a", "b", new string('c', 500)], [1, -1, null], false);
        var directory = Train(Plan("run", Objective.Process, [example], Toy.Recipe));
        using var model = RewardModel.Load(directory, new(Provider.Cpu));
        Assert.Equal(["a", "b"], model.Manifest.Golden.Steps);
    }

    [Fact]
    public void A_training_set_of_no_use_says_why()
    {
        string Failure(IEnumerable<TrainingExample> examples) =>
            Assert
                .Throws<InvalidDataException>(() => Train(Plan("run", Objective.Outcome, examples, Toy.Recipe)))
                .Message;
        Assert.Contains("empty", Failure([]));
        Assert.Contains(
            "2 its correctness is unknown",
            Failure(Toy.Counting(2).Select(e => e with { Correct = null }))
        );
    }

    [Fact]
    public void Cuda_that_is_not_there_is_an_error_that_says_how_to_get_it()
    {
        Assert.SkipWhen(Libtorch.WhyNot(Provider.Cuda) is null, "libtorch finds a CUDA device here.");
        var plan = Plan("run", Objective.Process, Toy.Counting(50), Toy.Recipe);
        var error = Assert.Throws<InvalidOperationException>(() => Train(plan with { Provider = Provider.Cuda }));
        Assert.Contains("-p:Torch=cuda", error.Message);
        Assert.True(Directory.Exists(Train(plan with { Provider = Provider.Auto })));
    }

    [Fact]
    public void On_CUDA_losses_are_the_CPU_s_up_to_rounding()
    {
        Assert.SkipUnless(Libtorch.WhyNot(Provider.Cuda) is null, Libtorch.WhyNot(Provider.Cuda) ?? "");
        var recipe = Toy.Recipe with { AuxiliaryLanguage = 0.3, LearningRate = 1e-3 };
        var plan = Plan("cpu", Objective.Process, Toy.Counting(300), recipe);
        var expected = Losses(Train(plan));
        var directory = Train(plan with { Provider = Provider.Cuda, Directory = Path.Combine(_directory, "cuda") });
        foreach (var (cpu, cuda) in expected.Zip(Losses(directory)))
        {
            Assert.Equal(cpu, cuda, 1e-3);
        }

        using var lineage = Lineage(directory);
        Assert.Contains("CUDA", lineage.RootElement.GetProperty("runtime").GetString());
    }

    private static string Checkpoints(TrainingPlan plan) => Path.Combine(plan.Directory, "checkpoints");

    private TrainingPlan Plan(
        string name,
        Objective objective,
        IEnumerable<TrainingExample> examples,
        TrainingRecipe recipe
    )
    {
        var file = Path.Combine(_directory, $"{name}.jsonl");
        File.WriteAllLines(file, examples.Select(e => JsonSerializer.Serialize(e, JsonSerializerOptions.Web)));
        return new(Guid.Empty, "counting", objective, recipe, "set", file, null, null, Path.Combine(_directory, name));
    }

    private static string Train(TrainingPlan plan) =>
        ModelTrainer.Train(plan, _ => { }, TestContext.Current.CancellationToken);

    private static JsonDocument Lineage(string directory) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "training.json")));

    private static List<double> Losses(string directory)
    {
        using var lineage = Lineage(directory);
        var curve = lineage.RootElement.GetProperty("curve").EnumerateArray();
        return [.. curve.Select(point => point.GetProperty("loss").GetDouble())];
    }

    private static Dictionary<string, byte[]> Files(string directory) =>
        Directory.GetFiles(directory).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);

    private static void Equal(Dictionary<string, byte[]> expected, Dictionary<string, byte[]> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, bytes) in expected)
        {
            Assert.True(bytes.AsSpan().SequenceEqual(actual[name]), $"{name} differs");
        }
    }

    private static byte[] Bytes(StoredTensor tensor) =>
        File.ReadAllBytes(tensor.File).AsSpan((int)tensor.Offset, (int)tensor.Bytes).ToArray();

    private static void Equal(StoredTensor expected, StoredTensor actual, double tolerance)
    {
        var (a, b) = (Bytes(expected), Bytes(actual));
        for (var i = 0; i < a.Length; i += sizeof(float))
        {
            Assert.Equal(BitConverter.ToSingle(a, i), BitConverter.ToSingle(b, i), tolerance);
        }
    }
}
