using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Platform.Contracts;

/// <summary>
/// Hyper-parameters of a training run, including the shape of the model; the defaults can be trained on a laptop. With a
/// base model, the shape and the tokenizer are those of the base.
/// </summary>
public sealed record TrainingRecipe
{
    /// <summary>Value of <see cref="Solutions"/>.</summary>
    public const string AllSolutions = "all";

    /// <summary>Value of <see cref="Fractions"/>.</summary>
    public const string SoftFractions = "soft";

    /// <summary>Transformer blocks.</summary>
    [Range(1, 64)]
    public int Layers { get; init; } = 4;

    /// <summary>
    /// Size of an activation; a multiple of <see cref="Heads"/> with an even size per head (rotary positions rotate pairs).
    /// </summary>
    [Range(8, 4096)]
    public int Width { get; init; } = 128;

    /// <summary>Attention heads.</summary>
    [Range(1, 64)]
    public int Heads { get; init; } = 4;

    /// <summary>
    /// Number of tokens that the input embedding covers, including the current one: E0[x_t] + E1[x_(t-1)] + ...
    /// </summary>
    [Range(1, 4)]
    public int NGram { get; init; } = 3;

    /// <summary>Longest sequence in tokens; longer examples are left out and counted.</summary>
    [Range(8, 8192)]
    public int Context { get; init; } = 256;

    /// <summary>
    /// <c>bytes</c> (one token per byte) or <c>pieces</c> (one token per integer up to <see cref="LargestNumber"/>, one
    /// token for each of the <see cref="Pieces"/> texts without digits that save the most tokens in the training set, bytes
    /// for the rest).
    /// </summary>
    [RegularExpression("bytes|pieces")]
    public string Tokenizer { get; init; } = "pieces";

    /// <summary><c>pieces</c>: largest integer with a token of its own; the integers start at 0.</summary>
    [Range(9, 9999)]
    public int LargestNumber { get; init; } = 300;

    /// <summary><c>pieces</c>: number of texts without digits that have a token.</summary>
    [Range(0, 4096)]
    public int Pieces { get; init; } = 192;

    /// <summary>Seed of the initial weights and of the examples' order.</summary>
    public long Seed { get; init; }

    /// <summary>Passes over the training set; may be fractional.</summary>
    [Range(0.001, 1000)]
    public double Epochs { get; init; } = 1;

    /// <summary>Sequences per optimiser step.</summary>
    [Range(1, 65536)]
    public int Batch { get; init; } = 64;

    /// <summary>
    /// Tokens of a micro-batch, including padding; the gradients of a step's micro-batches are accumulated.
    /// </summary>
    [Range(16, 1 << 20)]
    public int MicroBatchTokens { get; init; } = 1024;

    /// <summary>Highest learning rate.</summary>
    [Range(1e-8, 1)]
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Optimiser steps in which the learning rate rises from 0 to the highest.</summary>
    [Range(0, 1_000_000)]
    public int WarmUp { get; init; } = 50;

    /// <summary>
    /// <c>cosine</c>, <c>linear</c>, <c>constant</c>, or <c>trapezoid</c> (constant for 60 % of the steps, then linear),
    /// each decaying to <see cref="FinalLearningRate"/> of the highest.
    /// </summary>
    [RegularExpression("cosine|linear|constant|trapezoid")]
    public string Schedule { get; init; } = "cosine";

    /// <summary>Learning rate at the end, as a fraction of the highest.</summary>
    [Range(0, 1)]
    public double FinalLearningRate { get; init; } = 0.05;

    /// <summary>Decoupled weight decay of matrices; token embeddings, gains and biases are not decayed.</summary>
    [Range(0, 1)]
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>AdamW's decay of the first moment.</summary>
    [Range(0, 0.9999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW's decay of the second moment.</summary>
    [Range(0, 0.99999)]
    public double Beta2 { get; init; } = 0.95;

    /// <summary>Largest norm of a step's gradient; a larger gradient is scaled down.</summary>
    [Range(1e-6, 1e6)]
    public double Clip { get; init; } = 1;

    /// <summary>
    /// Language models: <c>right</c> learns from solutions that are known to be right, <c>all</c> from every solution, as
    /// from a corpus that nobody has checked.
    /// </summary>
    [RegularExpression("right|" + AllSolutions)]
    public string Solutions { get; init; } = "right";

    /// <summary>Reward models: weight of an additional next-token loss on correct steps; 0 for none.</summary>
    [Range(0, 10)]
    public double AuxiliaryLanguage { get; init; }

    /// <summary>
    /// Process models: what a step whose label is a fraction p teaches. <c>soft</c>: the distribution (1 - p, 0, p) over
    /// negative, neutral and positive; the first incorrect step is the first with p = 0. <c>cut</c>: positive if p is at
    /// least <see cref="LabelCut"/>, otherwise negative.
    /// </summary>
    [RegularExpression(SoftFractions + "|cut")]
    public string Fractions { get; init; } = SoftFractions;

    /// <summary>
    /// <c>cut</c>: fraction from which a step is positive. 1e-6 is the hard label of Math-Shepherd: positive if any
    /// completion ends right.
    /// </summary>
    [Range(1e-6, 1)]
    public double LabelCut { get; init; } = 0.5;

    /// <summary>
    /// What is computed with: <c>float32</c>, <c>bf16</c> (weights, moments and losses remain float32), or <c>auto</c> for
    /// bf16 where a trial at the start of the run finds it faster. The choice is part of the model's lineage.
    /// </summary>
    [RegularExpression("auto|float32|bf16")]
    public string Precision { get; init; } = "auto";

    /// <summary>
    /// <c>none</c> trains every weight. <c>lora</c> trains low-rank adapters of a base model's matrices and merges them into
    /// the finished model.
    /// </summary>
    [RegularExpression("none|lora")]
    public string Adapter { get; init; } = "none";

    /// <summary><c>lora</c>: rank of the adapters.</summary>
    [Range(1, 1024)]
    public int Rank { get; init; } = 16;

    /// <summary><c>lora</c>: scale of the adapters; their product is multiplied by alpha / rank.</summary>
    [Range(1e-3, 1e6)]
    public double Alpha { get; init; } = 32;

    /// <summary><c>lora</c>: matrices that have an adapter: those of the attention, of the MLP, or all.</summary>
    [RegularExpression("all|attention|mlp")]
    public string AdapterTargets { get; init; } = "all";

    /// <summary>
    /// <c>blocks</c> computes the activations of each block again in the backward pass instead of keeping them: less memory,
    /// about a third more time.
    /// </summary>
    [RegularExpression("none|blocks")]
    public string GradientCheckpointing { get; init; } = "none";

    /// <summary>Threads of a run; all cores if absent. Bit-identical losses need the same number of threads.</summary>
    [Range(1, 256)]
    public int? Threads { get; init; }
}

/// <summary>Training objective: <c>language</c>, <c>process</c> or <c>outcome</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Objective>))]
public enum Objective
{
    /// <summary>Predict the next token of correct solutions.</summary>
    [JsonStringEnumMemberName("language")]
    Language,

    /// <summary>
    /// Predict a class (negative, neutral, positive) at each step's last token, up to and including the first incorrect
    /// step.
    /// </summary>
    [JsonStringEnumMemberName("process")]
    Process,

    /// <summary>Predict whether the solution is correct, at every token of it; read at the last token.</summary>
    [JsonStringEnumMemberName("outcome")]
    Outcome,
}
