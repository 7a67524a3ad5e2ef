using Platform.Checkpoints;
using Platform.Contracts;
using Platform.Inference;
using Platform.Inference.Generation;
using Platform.Tests;

namespace Platform.UnitTests.Inference;

/// <summary>
/// Graphs that compute in 16 bits against those in float32. The CPU runs float16: some operators have kernels, the runtime
/// surrounds the others with conversions.
/// </summary>
public sealed class HalfGraphTests : IDisposable
{
    private const string Statement = "What is 2 + 3?";

    private static readonly Dictionary<string, long[]> NoHead = [];
    private static readonly Dictionary<string, long[]> Head = new()
    {
        ["score.weight"] = [2, -1],
        ["score.bias"] = [2],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("half-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Networks =>
        new()
        {
            { """{"head_dim":8}""", "F16" },
            { """{"head_dim":8}""", "F32" },
            // A KV cache that grows.
            { "{}", "F16" },
            { """{"head_dim":8,"model_type":"mistral","sliding_window":7}""", "F16" },
            { """{"head_dim":8,"model_type":"qwen2","tie_word_embeddings":true}""", "BF16" },
            { """{"head_dim":8,"model_type":"qwen3"}""", "F16" },
        };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_language_model_in_float16_gives_nearly_the_logits_of_float32(string config, string type)
    {
        using var checkpoint = TinyCheckpoint.Write(config, NoHead, type);
        Add(checkpoint, "<s>{statement}");

        using var single = LanguageModel.Load(_folder, new LanguageModelOptions(Provider.Cpu));
        using var half = LanguageModel.LoadGraph(_folder, Graph(HalfGraph.Float16));
        Assert.Equal((ModelGraph.Single, HalfGraph.Float16), (single.Type, half.Type));
        Assert.True(half.Decoder.IsHalf);
        Assert.Equal(single.Decoder.InPlace, half.Decoder.InPlace);

        var prompt = single.Prompt(Statement);
        var expected = single.Decoder.Read(prompt, single.Decoder.Block());
        var logits = half.Decoder.Read(prompt, half.Decoder.Block());
        Assert.Equal(expected.Length, logits.Length);
        // 11 bits of precision: eight roundings of the largest logit.
        var tolerance = 8 * expected.Max(Math.Abs) / (1 << 11);
        foreach (var (want, got) in expected.Zip(logits))
        {
            Assert.Equal(want, got, tolerance);
        }
    }

    [Fact]
    public void Rows_of_a_batch_in_float16_do_not_affect_one_another()
    {
        using var checkpoint = TinyCheckpoint.Write("""{"head_dim":8}""", NoHead, "F16");
        Add(checkpoint, "<s>{statement}");
        using var model = LanguageModel.LoadGraph(_folder, Graph(HalfGraph.Float16));
        string[] statements = ["1 + 1?", Statement, "Let x = 12. What is x + 3?"];
        int[] lengths = [3, 17, 9];
        SampleRequest Request(int i) => new(model.Prompt(statements[i]), 0, 0, 1, lengths[i], []);

        string[] alone = [.. Enumerable.Range(0, 3).Select(i => Sample(1, Request(i))[0])];
        Assert.Equal(alone, Sample(2, [.. Enumerable.Range(0, 3).Select(Request)]));

        string[] Sample(int places, params SampleRequest[] requests)
        {
            var loop = new DecodeLoop(model, places);
            var texts = new string[requests.Length];
            foreach (var (i, request) in requests.Index())
            {
                loop.Add(request, text => texts[i] = text.Failure ?? text.Text);
            }

            while (loop.Step()) { }
            return texts;
        }
    }

    [Theory]
    [InlineData("{}", "F16")]
    [InlineData("""{"model_type":"mistral","sliding_window":7}""", "F32")]
    [InlineData("""{"model_type":"qwen2"}""", "BF16")]
    public void A_reward_model_in_float16_gives_nearly_the_probabilities_of_float32(string config, string type)
    {
        using var checkpoint = TinyCheckpoint.Write(
            $$"""{"architectures":["XForTokenClassification"],{{config[1..]}}""".Replace(",}", "}"),
            Head,
            type
        );
        Add(checkpoint);

        using var single = RewardModel.Load(_folder, new(Provider.Cpu));
        using var half = RewardModel.LoadGraph(_folder, Manifest.Read(_folder), Graph(HalfGraph.Float16), 0);
        string[] steps = ["2 + 3 = 5.", "The answer is 5."];
        var (expected, scores) = (single.Score(Statement, steps), half.Score(Statement, steps));
        Assert.Null(scores.Failure);
        foreach (
            var (want, got) in expected.Probabilities!.SelectMany(r => r).Zip(scores.Probabilities!.SelectMany(r => r))
        )
        {
            Assert.Equal(want, got, ModelGraph.Tolerance(HalfGraph.Float16));
        }
    }

    [Theory]
    [InlineData("F32", HalfGraph.Float16)]
    [InlineData("F16", HalfGraph.Float16)]
    [InlineData("BF16", HalfGraph.BFloat16, HalfGraph.Float16)]
    public void A_checkpoint_gets_bfloat16_only_where_its_weights_are(string type, params string[] expected)
    {
        using var checkpoint = TinyCheckpoint.Write("""{"architectures":["XForTokenClassification"]}""", Head, type);
        Add(checkpoint);
        var half = Manifest.Read(_folder).Half!;
        Assert.Equal(expected, half.Select(graph => graph.Type));
        Assert.All(half, graph => Assert.True(File.Exists(Path.Combine(_folder, graph.Model))));

        var graph = Path.Combine(_folder, "model.onnx");
        Assert.Equal(new FileInfo(graph).Length + (2 * checkpoint.Numbers), ModelSize.Of(graph, 2));
    }

    [Fact]
    public void A_golden_completion_may_differ_by_rounding_only()
    {
        using var checkpoint = TinyCheckpoint.Write("""{"head_dim":8}""", NoHead, "F16");
        File.WriteAllText(
            Path.Combine(checkpoint.Directory, "golden.json"),
            """{"statement":"1 + 1?","completion":"surely not this","tokens":4}"""
        );
        Add(checkpoint, "{statement}");
        var error = Assert.Throws<InvalidDataException>(() =>
            LanguageModel.LoadGraph(_folder, Graph(HalfGraph.Float16))
        );
        Assert.Contains("surely not this", error.Message);
    }

    [Theory]
    [InlineData("F16", HalfGraph.Float16)]
    [InlineData("BF16", HalfGraph.BFloat16)]
    public void On_CUDA_models_compute_in_the_type_of_their_weights(string type, string expected)
    {
        Assert.SkipUnless(Providers.WhyNoCuda() is null, Providers.WhyNoCuda() ?? "");
        Assert.SkipWhen(expected == HalfGraph.BFloat16 && !Cuda.HasBFloat16, "The GPU has no bfloat16.");
        using (var scorer = TinyCheckpoint.Write("""{"architectures":["XForTokenClassification"]}""", Head, type))
        {
            Add(scorer);
            using var model = RewardModel.Load(_folder, new(Provider.Cuda));
            Assert.Null(model.Fallback);
            Assert.Equal((Provider.Cuda, expected), (model.Runs, model.Type));
        }

        using var checkpoint = TinyCheckpoint.Write("""{"head_dim":64}""", NoHead, type);
        Add(checkpoint, "<s>{statement}");
        using var single = LanguageModel.Load(_folder, new LanguageModelOptions(Provider.Cpu));
        using var half = LanguageModel.Load(_folder, new LanguageModelOptions(Provider.Cuda));
        Assert.Null(half.Fallback);
        Assert.Equal((Provider.Cuda, expected), (half.Runs, half.Type));
        Assert.True(half.Decoder.InPlace);

        // Rows join, leave and take the places of others, in a cache that is on the GPU.
        var loop = new DecodeLoop(half, 3);
        var tokens = 0;
        for (var i = 0; i < 8; i++)
        {
            loop.Add(
                new(half.Prompt($"{i} + {i}?"), i, 1, 1, 5 + (11 * i), []),
                text => tokens += text.Tokens,
                TestContext.Current.CancellationToken
            );
        }

        while (loop.Step()) { }
        Assert.InRange(tokens, 8, 400);
    }

    private void Add(TinyCheckpoint tiny, string? prompt = null)
    {
        var checkpoint = Checkpoint.Open(tiny.Directory);
        foreach (var file in checkpoint.Files)
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)), overwrite: true);
        }

        checkpoint.Write(_folder, "tiny", prompt is null ? "auto" : ModelKind.Language, prompt);
    }

    /// <summary>A graph of 16 bits that is forced to run on the CPU.</summary>
    private ModelGraph Graph(string type) => new(Path.Combine(_folder, $"model.{type}.onnx"), type, Provider.Cpu);
}
