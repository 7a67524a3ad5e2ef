using Platform.Checkpoints;
using Platform.Contracts;
using Platform.Inference;
using Platform.Tests;

namespace Platform.UnitTests.Checkpoints;

/// <summary>Checkpoints whose weights stay where they are.</summary>
public sealed class InPlaceTests : IDisposable
{
    private static readonly Dictionary<string, long[]> Head = new() { ["score.weight"] = [2, -1] };

    private readonly TinyCheckpoint _checkpoint = TinyCheckpoint.Write(
        """{"architectures":["LlamaForTokenClassification"]}""",
        Head
    );

    private readonly string _root = Directory.CreateTempSubdirectory("in-place-").FullName;

    private string Model => Path.Combine(_root, "model");

    private string Shard => Directory.GetFiles(_checkpoint.Directory, "*.safetensors").Order().First();

    public void Dispose()
    {
        _checkpoint.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void It_scores_like_the_same_checkpoint_that_was_copied()
    {
        var copy = Path.Combine(_root, "copy");
        Add(_checkpoint.Directory, copy, inPlace: false);
        Add(_checkpoint.Directory, Model);
        Assert.Empty(Directory.GetFiles(Model, "*.safetensors"));

        using var there = Load();
        using var copied = RewardModel.Load(copy, new(Provider.Cpu));
        Assert.Equal(
            copied.Score("1 + 1?", ["2", "2."]).Probabilities,
            there.Score("1 + 1?", ["2", "2."]).Probabilities
        );
    }

    [Fact]
    public void The_first_load_makes_the_golden_example_and_later_ones_are_held_to_it()
    {
        Add(_checkpoint.Directory, Model);
        Assert.Empty(Manifest.Read(Model).Golden.Expected);
        Load().Dispose();
        Load().Dispose();

        // The same length, header and time: only the golden example shows that the numbers are others.
        var time = File.GetLastWriteTimeUtc(Shard);
        var bytes = File.ReadAllBytes(Shard);
        bytes.AsSpan(8 + BitConverter.ToInt32(bytes)).Fill(0x3c);
        File.WriteAllBytes(Shard, bytes);
        File.SetLastWriteTimeUtc(Shard, time);
        Assert.Contains("golden example", Assert.Throws<InvalidDataException>(() => Load()).Message);
    }

    [Fact]
    public void A_file_that_is_missing_is_named_with_what_to_do()
    {
        Add(_checkpoint.Directory, Model);
        var shard = Shard;
        File.Move(shard, shard + ".away");
        var error = Assert.Throws<UnavailableModelException>(() => Load());
        Assert.Contains(
            $"{shard} is missing; the model was registered in place on {Environment.MachineName}",
            error.Message
        );

        // It is asked for again when it is back.
        File.Move(shard + ".away", shard);
        Load().Dispose();
    }

    [Fact]
    public void Another_length_and_another_header_are_changes()
    {
        Add(_checkpoint.Directory, Model);
        Load().Dispose();
        var bytes = File.ReadAllBytes(Shard);
        File.WriteAllBytes(Shard, [.. bytes, 0]);
        Assert.Contains("it had", Assert.Throws<UnavailableModelException>(() => Load()).Message);
        bytes[20] ^= 1;
        File.WriteAllBytes(Shard, bytes);
        Assert.Contains("its header is another one", Assert.Throws<UnavailableModelException>(() => Load()).Message);
    }

    [Fact]
    public void A_file_that_was_only_touched_is_accepted_once_its_content_has_been_hashed()
    {
        Add(_checkpoint.Directory, Model);
        var time = File.GetLastWriteTimeUtc(Shard);
        File.SetLastWriteTimeUtc(Shard, time.AddHours(1));
        Assert.Contains("has not been hashed yet", Assert.Throws<UnavailableModelException>(() => Load()).Message);
        File.SetLastWriteTimeUtc(Shard, time);
        Load().Dispose();

        File.SetLastWriteTimeUtc(Shard, time.AddHours(1));
        Load().Dispose();

        var bytes = File.ReadAllBytes(Shard);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Shard, bytes);
        Assert.Contains("its content is another one", Assert.Throws<UnavailableModelException>(() => Load()).Message);
    }

    [Fact]
    public void Links_of_the_hub_s_cache_are_followed()
    {
        var snapshot = Directory.CreateDirectory(Path.Combine(_root, "snapshot")).FullName;
        var blobs = Directory.CreateDirectory(Path.Combine(_root, "blobs")).FullName;
        foreach (var file in Directory.GetFiles(_checkpoint.Directory))
        {
            var blob = Path.Combine(blobs, $"{Guid.NewGuid():n}");
            File.Copy(file, blob);
            File.CreateSymbolicLink(Path.Combine(snapshot, Path.GetFileName(file)), blob);
        }
        Add(snapshot, Model);
        Assert.Equal(blobs, InPlaceWeights.Find(Model)!.Directory);
        Load().Dispose();
    }

    [Fact]
    public void A_language_model_in_place_keeps_the_completion_of_its_first_load()
    {
        using var causal = TinyCheckpoint.Write("{}", new Dictionary<string, long[]>(), "BF16");
        Add(causal.Directory, Model, prompt: "<s>{statement}");
        LanguageModel.Load(Model, new LanguageModelOptions(Provider.Cpu)).Dispose();
        var record = InPlaceRecord.Read(Model)!;
        Assert.False(string.IsNullOrEmpty(record.Completion));
        Assert.Equal(2, record.Sha256.Count);
        LanguageModel.Load(Model, new LanguageModelOptions(Provider.Cpu)).Dispose();

        File.WriteAllText(
            Model + ".in-place.json",
            File.ReadAllText(Model + ".in-place.json").Replace("\"completion\": \"", "\"completion\": \"not ")
        );
        Assert.Throws<InvalidDataException>(() => LanguageModel.Load(Model, new LanguageModelOptions(Provider.Cpu)));
    }

    [Fact]
    public void A_golden_completion_of_the_directory_is_held()
    {
        using var causal = TinyCheckpoint.Write("{}", new Dictionary<string, long[]>());
        File.WriteAllText(
            Path.Combine(causal.Directory, "golden.json"),
            """{"statement":"1 + 1?","completion":"surely not this","tokens":4}"""
        );
        Add(causal.Directory, Model, inPlace: false, prompt: "{statement}");
        var error = Assert.Throws<InvalidDataException>(() =>
            LanguageModel.Load(Model, new LanguageModelOptions(Provider.Cpu))
        );
        Assert.Contains("surely not this", error.Message);
    }

    [Fact]
    public void A_model_that_does_not_fit_the_free_memory_says_what_it_needs()
    {
        Add(_checkpoint.Directory, Model);
        var graph = Path.Combine(Model, "model.onnx");
        var numbers = _checkpoint.Tensors.Values.Sum(t => (long)t.Values.Length);
        Assert.Equal((4 * numbers) + new FileInfo(graph).Length, ModelSize.Of(graph));
        Assert.Null(ModelSize.WhyNot(graph, ModelSize.Of(graph), "this machine"));
        Assert.Contains("this machine has 0 GB free", ModelSize.WhyNot(graph, 1000, "this machine"));
    }

    private static void Add(string from, string to, bool inPlace = true, string? prompt = null)
    {
        Directory.CreateDirectory(to);
        var checkpoint = Checkpoint.Open(from, inPlace);
        foreach (var file in checkpoint.Files)
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        checkpoint.Write(to, "tiny", prompt is null ? "auto" : ModelKind.Language, prompt);
    }

    private RewardModel Load() => RewardModel.Load(Model, new(Provider.Cpu));
}
