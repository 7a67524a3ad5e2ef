using Platform.Contracts;
using Platform.Inference;

namespace Platform.Training;

/// <summary>Everything that decides what a training run computes, and where it keeps its files.</summary>
/// <param name="TrainingId">The job.</param>
/// <param name="Name">Name of the model to be.</param>
/// <param name="Objective">What it learns to say.</param>
/// <param name="Recipe">Hyper-parameters.</param>
/// <param name="TrainingSet">SHA-256 of the training set.</param>
/// <param name="Examples">File with the training set's lines.</param>
/// <param name="Base">Directory of a model whose weights are the beginning; null: from chance.</param>
/// <param name="BaseVersion">Its content hash.</param>
/// <param name="Directory">Where checkpoint and finished model are kept: <c>checkpoint</c> and <c>model</c> below it.</param>
public sealed record TrainingPlan(
    Guid TrainingId,
    string Name,
    Objective Objective,
    TrainingRecipe Recipe,
    string TrainingSet,
    string Examples,
    string? Base,
    string? BaseVersion,
    string Directory
)
{
    /// <summary>Time between two checkpoints; a cancelled run writes one more.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Where the training step runs; optimiser and embeddings' gradient stay on the CPU.</summary>
    public Provider Provider { get; init; } = Provider.Cpu;
}

/// <summary>A loss or a gradient that is no number: the run ends, its last checkpoint stays.</summary>
public sealed class TrainingDivergedException(int step, string what)
    : Exception($"step {step}: {what}; lower the learning rate or look at the examples of that step")
{
    /// <summary>The optimiser step, from 1.</summary>
    public int Step => step;
}
