using Platform.Checkpoints;
using Platform.Tests;

namespace Platform.Benchmarks;

/// <summary>A random reward model of the Llama family in a directory of its own, as <c>models add</c> writes it.</summary>
internal static class RandomLlama
{
    /// <summary>Sizes that are measured.</summary>
    public static readonly IReadOnlyList<Size> Sizes =
    [
        new("llama-25m", Layers: 8, Width: 512, Heads: 8, Inner: 1536, Problems: 4, Solutions: 32, Target: 0.9),
        new("llama-100m", Layers: 12, Width: 768, Heads: 12, Inner: 2944, Problems: 2, Solutions: 32, Target: 0.95),
    ];

    /// <summary>Writes the checkpoint in bfloat16, with its graph and manifest; the caller deletes it.</summary>
    public static TinyCheckpoint Write(Size size)
    {
        var checkpoint = TinyCheckpoint.Write(
            $$"""
            {"architectures":["LlamaForTokenClassification"],"hidden_size":{{size.Width}},"intermediate_size":{{size.Inner}},
             "num_hidden_layers":{{size.Layers}},"num_attention_heads":{{size.Heads}},"num_key_value_heads":4}
            """,
            new Dictionary<string, long[]> { ["score.weight"] = [2, -1], ["score.bias"] = [2] },
            "BF16",
            scale: 0.05
        );
        // Only the files are needed.
        checkpoint.Tensors.Clear();
        Checkpoint.Open(checkpoint.Directory).Write(checkpoint.Directory, size.Name, "auto");
        return checkpoint;
    }

    /// <summary>A network, and how much of the sample pool it scores.</summary>
    /// <param name="Name">Millions of weights.</param>
    /// <param name="Problems">Number of messages.</param>
    /// <param name="Solutions">Solutions of a message.</param>
    /// <param name="Target">Smallest share of the bare loop's speed.</param>
    internal sealed record Size(
        string Name,
        int Layers,
        int Width,
        int Heads,
        int Inner,
        int Problems,
        int Solutions,
        double Target
    );
}
