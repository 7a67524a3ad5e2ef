using Platform.Contracts;
using Platform.Training.Models;
using Platform.Training.Runs;

namespace Platform.UnitTests.Training.Runs;

public sealed class CheckpointTests : IDisposable
{
    private static readonly FlatLayout Layout = new(Toy.Shape().Parameters());
    private static readonly RunState State = new("plan", 17, 12345, 6.5, [new TrainingPoint(17, 0.25, 1e-3, 12345)]);

    private readonly string _directory = Directory.CreateTempSubdirectory("checkpoint-").FullName;
    private readonly FlatVector _first = Filled(1);
    private readonly FlatVector _second = Filled(2);

    private string File => Path.Combine(_directory, "checkpoint");

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void A_checkpoint_comes_back_to_the_bit()
    {
        Checkpoint.Write(File, State, _first, _second);
        using FlatVector first = new(Layout),
            second = new(Layout);
        Assert.Equivalent(State, Checkpoint.Read(File, "plan", first, second));
        Assert.Equal(_first.All, first.All);
        Assert.Equal(_second.All, second.All);
        Assert.Equal(["checkpoint"], Directory.GetFiles(_directory).Select(Path.GetFileName));
    }

    [Fact]
    public void Another_plan_s_checkpoint_is_not_used()
    {
        Checkpoint.Write(File, State, _first);
        NotUsed("another plan");
    }

    [Fact]
    public void A_checkpoint_of_another_size_of_model_is_not_used()
    {
        Checkpoint.Write(File, State, _first, _second);
        NotUsed("plan");
    }

    [Fact]
    public void A_truncated_checkpoint_is_not_used()
    {
        Checkpoint.Write(File, State, _first);
        var whole = System.IO.File.ReadAllBytes(File);
        foreach (var length in (int[])[0, 3, 4, 40, 200, whole.Length / 2, whole.Length - 1])
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            NotUsed("plan");
        }
        System.IO.File.WriteAllBytes(File, [.. whole, 0]);
        NotUsed("plan");
    }

    [Fact]
    public void A_checkpoint_with_one_wrong_byte_is_not_used()
    {
        Checkpoint.Write(File, State, _first);
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var at = 0; at < bytes.Length; at += 97)
        {
            bytes[at] ^= 4;
            System.IO.File.WriteAllBytes(File, bytes);
            NotUsed("plan");
            bytes[at] ^= 4;
        }
    }

    [Fact]
    public void A_writer_that_died_leaves_the_checkpoint_before()
    {
        Checkpoint.Write(File, State, _first);
        System.IO.File.WriteAllBytes(File + ".new", [1, 2, 3]);
        using var vector = new FlatVector(Layout);
        Assert.Equal(17, Checkpoint.Read(File, "plan", vector)!.Step);
        Checkpoint.Write(File, State with { Step = 18 }, _first);
        Assert.Equal(18, Checkpoint.Read(File, "plan", vector)!.Step);
    }

    /// <summary>Checks that no checkpoint is returned and that the vector is unchanged.</summary>
    private void NotUsed(string plan)
    {
        using var vector = new FlatVector(Layout);
        Assert.Null(Checkpoint.Read(File, plan, vector));
        Assert.Equal(-1, vector.All.IndexOfAnyExcept(0f));
    }

    private static FlatVector Filled(long seed) => Toy.Weights(Toy.Shape(), seed);
}
