using Platform.Checkpoints;
using Platform.Contracts;
using Platform.Inference;
using Platform.Networks.Llama;
using Platform.Tests;
using Platform.UnitTests.Networks;

namespace Platform.UnitTests.Checkpoints;

/// <summary>Checkpoints of every family and head against a slow implementation in double precision.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const string Statement = "What is 2 + 3?";

    private static readonly string[] Steps = ["2 + 3 = 5.", "The answer is 5."];
    private static readonly Dictionary<string, long[]> NoHead = [];

    private readonly string _target = Directory.CreateTempSubdirectory("model-").FullName;

    public static TheoryData<string, string, string> Networks =>
        new()
        {
            { "Llama 2", "{}", "F32" },
            { "Llama 2 in float16", "{}", "F16" },
            { "Llama 2, every head of its own", """{"num_key_value_heads":4}""", "F32" },
            {
                "Llama 3.1",
                """
                    {"rope_theta":500000.0,"rope_scaling":{"rope_type":"llama3","factor":8.0,"low_freq_factor":1.0,
                     "high_freq_factor":4.0,"original_max_position_embeddings":32},"tie_word_embeddings":true}
                    """,
                "BF16"
            },
            { "Llama with linear scaling", """{"rope_scaling":{"type":"linear","factor":4.0}}""", "F32" },
            { "Mistral", """{"model_type":"mistral","sliding_window":7}""", "F32" },
            { "Qwen2", """{"model_type":"qwen2","tie_word_embeddings":true,"rope_theta":1000000.0}""", "BF16" },
            { "Qwen3", """{"model_type":"qwen3","head_dim":6,"rms_norm_eps":1e-6}""", "F32" },
        };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_network_scores_as_the_slow_one(string _, string config, string type)
    {
        using var checkpoint = TinyCheckpoint.Write(
            $$"""{"architectures":["XForTokenClassification"],{{config.Trim()[1..]}}""".Replace(",}", "}"),
            new Dictionary<string, long[]> { ["score.weight"] = [2, -1], ["score.bias"] = [2] },
            type
        );
        using var model = Load(checkpoint, "auto");
        Assert.Equal("trl-prm", model.Manifest.Description!.Split(',')[0]);

        var sequence = Sequence(model);
        var slow = Slow(checkpoint);
        var hidden = slow.Hidden(Longs(sequence.Ids));
        AssertScores(model, sequence, position => Softmax(slow.Linear(hidden[position], "score.weight", "score.bias")));
    }

    [Fact]
    public void Qwens_reward_model_has_two_layers_and_is_read_at_its_separator()
    {
        using var checkpoint = TinyCheckpoint.Write(
            """{"model_type":"qwen2","architectures":["Qwen2ForProcessRewardModel"]}""",
            new Dictionary<string, long[]>
            {
                ["score.0.weight"] = [-1, -1],
                ["score.0.bias"] = [-1],
                ["score.2.weight"] = [2, -1],
                ["score.2.bias"] = [2],
            }
        );
        using var model = Load(checkpoint, "auto");
        Assert.Equal(["negative", "positive"], model.Manifest.Classes);

        var sequence = Sequence(model);
        Assert.All(sequence.Positions, p => Assert.Equal(259, sequence.Ids[p]));
        var slow = Slow(checkpoint);
        var hidden = slow.Hidden(Longs(sequence.Ids));
        AssertScores(
            model,
            sequence,
            p =>
            {
                var inner = slow.Linear(hidden[p], "score.0.weight", "score.0.bias").Select(v => Math.Max(v, 0));
                return Softmax(slow.Linear([.. inner], "score.2.weight", "score.2.bias"));
            }
        );
    }

    [Theory]
    [InlineData("math-shepherd", 0xB8)]
    [InlineData("rlhflow-llama3", '\n')]
    public void The_logits_of_label_tokens_are_the_classes(string family, int readAt)
    {
        using var checkpoint = TinyCheckpoint.Write("{}", NoHead);
        using var model = Load(checkpoint, family);
        Assert.Equal(["positive", "negative"], model.Manifest.Classes);

        var sequence = Sequence(model);
        Assert.Equal(Steps.Length, sequence.Positions.Length);
        Assert.All(sequence.Positions, p => Assert.Equal(readAt, sequence.Ids[p]));
        var slow = Slow(checkpoint);
        var hidden = slow.Hidden(Longs(sequence.Ids));
        AssertScores(
            model,
            sequence,
            p => slow.Language(hidden[p]) is var logits ? Softmax([logits['+'], logits['-']]) : []
        );
    }

    [Fact]
    public void A_value_head_gives_one_probability()
    {
        using var checkpoint = TinyCheckpoint.Write(
            "{}",
            new Dictionary<string, long[]> { ["v_head.summary.weight"] = [1, -1], ["v_head.summary.bias"] = [1] }
        );
        using var model = Load(checkpoint, "auto");

        var sequence = Sequence(model);
        Assert.All(sequence.Positions, p => Assert.Equal('\n', sequence.Ids[p]));
        var slow = Slow(checkpoint);
        var hidden = slow.Hidden(Longs(sequence.Ids));
        AssertScores(
            model,
            sequence,
            p => [1 / (1 + Math.Exp(-slow.Linear(hidden[p], "v_head.summary.weight", "v_head.summary.bias")[0]))]
        );
    }

    [Fact]
    public void Three_classes_are_read_at_the_last_token_of_a_step()
    {
        using var checkpoint = TinyCheckpoint.Write(
            """{"model_type":"mistral"}""",
            new Dictionary<string, long[]> { ["score_head.weight"] = [3, -1] }
        );
        using var model = Load(checkpoint, "auto");
        Assert.Equal(["negative", "neutral", "positive"], model.Manifest.Classes);

        var sequence = Sequence(model);
        Assert.All(sequence.Positions, p => Assert.Equal('.', sequence.Ids[p]));
        var slow = Slow(checkpoint);
        var hidden = slow.Hidden(Longs(sequence.Ids));
        AssertScores(model, sequence, p => Softmax(slow.Linear(hidden[p], "score_head.weight", null)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_sequence_classifier_is_an_outcome_model(int outputs)
    {
        using var checkpoint = TinyCheckpoint.Write(
            """{"architectures":["LlamaForSequenceClassification"]}""",
            new Dictionary<string, long[]> { ["score.weight"] = [outputs, -1] }
        );
        using var model = Load(checkpoint, "auto");
        Assert.Equal(ModelKind.Outcome, model.Manifest.Kind);

        var sequence = Sequence(model);
        var slow = Slow(checkpoint);
        var values = slow.Linear(slow.Hidden(Longs(sequence.Ids))[^1], "score.weight", null);
        AssertScores(model, sequence, _ => outputs == 1 ? [1 / (1 + Math.Exp(-values[0]))] : Softmax(values));
    }

    [Theory]
    [InlineData("{}", false)]
    [InlineData("""{"model_type":"qwen2","tie_word_embeddings":true}""", false)]
    [InlineData("""{"model_type":"mistral","sliding_window":5}""", false)]
    [InlineData("""{"head_dim":8}""", true)]
    [InlineData("""{"head_dim":8,"num_key_value_heads":4}""", true)]
    [InlineData("""{"model_type":"mistral","sliding_window":5,"head_dim":8}""", true)]
    [InlineData("""{"model_type":"qwen3","head_dim":16}""", true)]
    public void A_causal_model_writes_what_the_slow_one_finds_likeliest(string config, bool inPlace)
    {
        using var checkpoint = TinyCheckpoint.Write(config, NoHead, "BF16");
        string kind = Place(checkpoint).Write(_target, "tiny", "auto", "<s>{statement}\n");
        Assert.Equal(ModelKind.Language, kind);
        using var model = LanguageModel.Load(_target, new LanguageModelOptions(Provider.Cpu));
        Assert.Equal(inPlace, model.Decoder.InPlace);

        var ids = model.Prompt(Statement).ToList();
        var slow = Slow(checkpoint);
        for (var i = 0; i < 12; i++)
        {
            var logits = slow.Language(slow.Hidden(Longs(ids))[^1]);
            ids.Add(Array.IndexOf(logits, logits.Max()));
        }
        var written = model.Tokenizer.Decode(ids[model.Prompt(Statement).Length..]);
        Assert.Equal(written, Platform.Inference.Generation.Proof.Complete(model, new(Statement, "", 12)));
    }

    [Fact]
    public void A_golden_example_of_the_directory_is_held()
    {
        using var checkpoint = TinyCheckpoint.Write(
            """{"architectures":["LlamaForTokenClassification"]}""",
            new Dictionary<string, long[]> { ["score.weight"] = [2, -1] }
        );
        File.WriteAllText(
            Path.Combine(checkpoint.Directory, "golden.json"),
            """{"statement":"1 + 1?","steps":["2"],"expected":[[0.9,0.1]],"tolerance":0.001}"""
        );
        Place(checkpoint).Write(_target, "tiny", "auto");

        var error = Assert.Throws<InvalidDataException>(() => RewardModel.Load(_target, new(Provider.Cpu)));
        Assert.Contains("the golden example of tiny does not hold", error.Message);
    }

    [Theory]
    [InlineData("""{"model_type":"gpt2"}""", "auto", "model_type 'gpt2' is not supported")]
    [InlineData("{}", "nonsense", "There is no family 'nonsense'")]
    [InlineData("{}", "trl-prm", "has no scoring head, which trl-prm needs")]
    public void What_cannot_be_used_is_told(string config, string family, string reason)
    {
        using var checkpoint = TinyCheckpoint.Write("{}", NoHead);
        var path = Path.Combine(checkpoint.Directory, "config.json");
        File.WriteAllText(
            path,
            File.ReadAllText(path).Replace("\"llama\"", config.Contains("gpt2") ? "\"gpt2\"" : "\"llama\"")
        );

        var error = Assert.Throws<InvalidDataException>(() => Place(checkpoint).Write(_target, "tiny", family));
        Assert.Contains(reason, error.Message);
    }

    public void Dispose() => Directory.Delete(_target, recursive: true);

    private Checkpoint Place(TinyCheckpoint tiny)
    {
        var checkpoint = Checkpoint.Open(tiny.Directory);
        foreach (var file in checkpoint.Files)
        {
            File.Copy(file, Path.Combine(_target, Path.GetFileName(file)));
        }

        return checkpoint;
    }

    private RewardModel Load(TinyCheckpoint tiny, string family)
    {
        Place(tiny).Write(_target, "tiny", family);
        return RewardModel.Load(_target, new RewardModelOptions(Provider.Cpu));
    }

    private static TokenSequence Sequence(RewardModel model)
    {
        var (sequence, failure) = model.Template.Complete(model.Template.Prefix(Statement), Steps);
        Assert.Null(failure);
        return sequence!;
    }

    private static void AssertScores(RewardModel model, TokenSequence sequence, Func<int, double[]> expected)
    {
        var scores = model.Score([sequence])[0];
        Assert.Null(scores.Failure);
        Assert.Equal(sequence.Positions.Length, scores.Probabilities!.Count);
        foreach (var (position, row) in sequence.Positions.Zip(scores.Probabilities))
        {
            foreach (var (want, got) in expected(position).Zip(row))
            {
                Assert.Equal(want, got, 1e-4);
            }
        }
    }

    private static SlowLlama Slow(TinyCheckpoint checkpoint)
    {
        var numbers = checkpoint.Tensors.ToDictionary(
            t => t.Key,
            t => Array.ConvertAll(t.Value.Values, value => (double)value)
        );
        return new(LlamaConfig.Read(checkpoint.Directory).Shape(0, language: true), name => numbers[name]);
    }

    private static long[] Longs(IEnumerable<int> ids) => [.. ids.Select(id => (long)id)];

    private static double[] Softmax(double[] x) => [.. x.Select(v => Math.Exp(v) / x.Sum(Math.Exp))];
}
