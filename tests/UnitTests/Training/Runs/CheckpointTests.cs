using Platform.Contracts;
using Platform.Networks;
using Platform.Training.Modules;
using Platform.Training.Runs;
using TorchSharp;

namespace Platform.UnitTests.Training.Runs;

public sealed class CheckpointTests : IDisposable
{
    private static readonly NetworkShape Shape = Toy.Shape();

    private static readonly RunState State = new(
        "plan",
        Precision.BFloat16,
        "CPU",
        2,
        "2.10.0",
        7,
        17,
        12345,
        6.5,
        [new TrainingPoint(17, 0.25, 1e-3, 12345)]
    );

    private readonly string _directory = Directory.CreateTempSubdirectory("checkpoint-").FullName;
    private readonly WeightSet _weights = Toy.Weights(Shape, 1);

    private string Folder => Path.Combine(_directory, "checkpoints");

    private string Tensors => Assert.Single(Directory.GetFiles(Folder, "*.safetensors"));

    private string StateFile => Path.Combine(Folder, "state.json");

    public void Dispose()
    {
        _weights.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void A_checkpoint_comes_back_to_the_bit()
    {
        Write(State);
        var state = Checkpoint.Read(Folder)!;
        using var weights = Toy.Weights(Shape, 100);
        Assert.True(Checkpoint.Fill(Folder, state, Named(weights)));
        Assert.Equivalent(State, state with { Tensors = null, Sha256 = null });
        Assert.Equal(Numbers(_weights), Numbers(weights));
    }

    [Fact]
    public void Only_the_last_checkpoint_is_kept()
    {
        Write(State);
        Write(State with { Step = 18 });
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
        Assert.Equal(18, Checkpoint.Read(Folder)!.Step);
    }

    [Fact]
    public void Another_model_s_checkpoint_changes_nothing()
    {
        Write(State);
        using var weights = Toy.Weights(Toy.Shape(nGram: 2), 100);
        var before = Numbers(weights);
        Assert.False(Checkpoint.Fill(Folder, Checkpoint.Read(Folder)!, Named(weights)));
        using var wider = Toy.Weights(Toy.Shape() with { Width = 16 }, 100);
        Assert.False(Checkpoint.Fill(Folder, Checkpoint.Read(Folder)!, Named(wider)));
        Assert.Equal(before, Numbers(weights));
    }

    [Fact]
    public void Truncated_tensors_are_not_used()
    {
        Write(State);
        var whole = File.ReadAllBytes(Tensors);
        foreach (var length in (int[])[0, 3, 8, 40, 200, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(Tensors, whole[..length]);
            Assert.Null(Checkpoint.Read(Folder));
        }
        File.WriteAllBytes(Tensors, [.. whole, 0]);
        Assert.Null(Checkpoint.Read(Folder));
        File.Delete(Tensors);
        Assert.Null(Checkpoint.Read(Folder));
    }

    [Fact]
    public void Tensors_with_one_wrong_byte_are_not_used()
    {
        Write(State);
        var bytes = File.ReadAllBytes(Tensors);
        for (var at = 0; at < bytes.Length; at += 997)
        {
            bytes[at] ^= 4;
            File.WriteAllBytes(Tensors, bytes);
            Assert.Null(Checkpoint.Read(Folder));
            bytes[at] ^= 4;
        }
    }

    [Fact]
    public void A_state_that_is_cut_off_is_not_used()
    {
        Write(State);
        var whole = File.ReadAllText(StateFile);
        foreach (var length in (int[])[0, 1, 20, whole.Length - 2])
        {
            File.WriteAllText(StateFile, whole[..length]);
            Assert.Null(Checkpoint.Read(Folder));
        }
        File.WriteAllText(StateFile, "{}");
        Assert.Null(Checkpoint.Read(Folder));
    }

    [Fact]
    public void A_writer_that_died_leaves_the_checkpoint_before()
    {
        Write(State);
        File.WriteAllBytes(Path.Combine(Folder, "step-18.safetensors"), [1, 2, 3]);
        File.WriteAllBytes(StateFile + ".new", [1, 2, 3]);
        Assert.Equal(17, Checkpoint.Read(Folder)!.Step);
        Write(State with { Step = 18 });
        Assert.Equal(18, Checkpoint.Read(Folder)!.Step);
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
    }

    private void Write(RunState state) => Checkpoint.Write(Folder, state, Named(_weights));

    private static IReadOnlyList<(string, torch.Tensor)> Named(WeightSet weights) =>
        [.. weights.Trained.Select(t => (t.Shape.Name, (torch.Tensor)t.Master))];

    private static float[] Numbers(WeightSet weights) =>
        [.. weights.Trained.SelectMany(t => t.Master.data<float>().ToArray())];
}
