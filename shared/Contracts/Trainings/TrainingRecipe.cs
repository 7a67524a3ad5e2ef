using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Platform.Contracts;

/// <summary>What a model is trained to say: <c>language</c>, <c>process</c> or <c>outcome</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Objective>))]
public enum Objective
{
    /// <summary>The next token of right solutions.</summary>
    [JsonStringEnumMemberName("language")]
    Language,

    /// <summary>A class (negative, neutral, positive) at each step's last token, up to and including the first incorrect one.</summary>
    [JsonStringEnumMemberName("process")]
    Process,

    /// <summary>Right or wrong at every token of the solution, read at the last.</summary>
    [JsonStringEnumMemberName("outcome")]
    Outcome,
}

/// <summary>
/// Hyper-parameters of a training run, shape of the model included; every one has a default that trains on a laptop. With a
/// base model the shape and the tokenizer are the base's.
/// </summary>
public sealed record TrainingRecipe
{
    /// <summary>Transformer blocks.</summary>
    [Range(1, 64)]
    public int Layers { get; init; } = 4;

    /// <summary>Size of an activation; a multiple of <see cref="Heads"/> whose share is even (rotary positions turn pairs).</summary>
    [Range(8, 4096)]
    public int Width { get; init; } = 128;

    /// <summary>Attention heads.</summary>
    [Range(1, 64)]
    public int Heads { get; init; } = 4;

    /// <summary>Input embedding of the current and the previous tokens, this many in all: E0[x_t] + E1[x_(t-1)] + ...</summary>
    [Range(1, 4)]
    public int NGram { get; init; } = 3;

    /// <summary>Longest sequence in tokens; longer examples are left out and counted.</summary>
    [Range(8, 8192)]
    public int Context { get; init; } = 256;

    /// <summary>
    /// <c>bytes</c> (a token a byte) or <c>pieces</c> (a token an integer up to <see cref="LargestNumber"/>, a token for each of
    /// the <see cref="Pieces"/> texts without digits that save most tokens in the training set, bytes for the rest).
    /// </summary>
    [RegularExpression("bytes|pieces")]
    public string Tokenizer { get; init; } = "pieces";

    /// <summary><c>pieces</c>: integers from 0 to this have a token each.</summary>
    [Range(9, 9999)]
    public int LargestNumber { get; init; } = 300;

    /// <summary><c>pieces</c>: how many texts without digits have a token.</summary>
    [Range(0, 4096)]
    public int Pieces { get; init; } = 192;

    /// <summary>Seed of the initial weights and of the examples' order.</summary>
    public long Seed { get; init; }

    /// <summary>Passes over the training set; a part of one is allowed.</summary>
    [Range(0.001, 1000)]
    public double Epochs { get; init; } = 1;

    /// <summary>Sequences an optimiser step.</summary>
    [Range(1, 65536)]
    public int Batch { get; init; } = 64;

    /// <summary>Tokens that run at once, padding included; gradients of a step's micro-batches add up.</summary>
    [Range(16, 1 << 20)]
    public int MicroBatchTokens { get; init; } = 1024;

    /// <summary>Highest learning rate.</summary>
    [Range(1e-8, 1)]
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Optimiser steps from 0 to the highest learning rate.</summary>
    [Range(0, 1_000_000)]
    public int WarmUp { get; init; } = 50;

    /// <summary>
    /// <c>cosine</c>, <c>linear</c>, <c>constant</c>, or <c>trapezoid</c> (constant for 60 % of the steps, then linear), each
    /// down to <see cref="FinalLearningRate"/> of the highest.
    /// </summary>
    [RegularExpression("cosine|linear|constant|trapezoid")]
    public string Schedule { get; init; } = "cosine";

    /// <summary>Share of the highest learning rate that is left at the end.</summary>
    [Range(0, 1)]
    public double FinalLearningRate { get; init; } = 0.05;

    /// <summary>Decoupled weight decay of matrices; embeddings of tokens, gains and biases have none.</summary>
    [Range(0, 1)]
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>AdamW's decay of the first moment.</summary>
    [Range(0, 0.9999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW's decay of the second moment.</summary>
    [Range(0, 0.99999)]
    public double Beta2 { get; init; } = 0.95;

    /// <summary>Largest norm of a step's gradient; a larger one is scaled down.</summary>
    [Range(1e-6, 1e6)]
    public double Clip { get; init; } = 1;

    /// <summary>Reward models: weight of an additional next-token loss on right steps; 0: none.</summary>
    [Range(0, 10)]
    public double AuxiliaryLanguage { get; init; }

    /// <summary>Threads of a run; absent: all cores. Equal losses to the last bit need equal threads.</summary>
    [Range(1, 256)]
    public int? Threads { get; init; }
}
