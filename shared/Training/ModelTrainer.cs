using Platform.Contracts;

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
);

/// <summary>A loss or a gradient that is no number: the run ends, its last checkpoint stays.</summary>
public sealed class TrainingDivergedException(int step, string what)
    : Exception($"step {step}: {what}; lower the learning rate or look at the examples of that step")
{
    /// <summary>The optimiser step, from 1.</summary>
    public int Step => step;
}

/// <summary>A training run from beginning, or its last checkpoint, to a model's directory.</summary>
public static class ModelTrainer
{
    /// <summary>Trains; continues from the checkpoint in the plan's directory where there is one, to the same bits.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="progress">Called about once a second, and at the end.</param>
    /// <param name="cancellationToken">Ends the run after the current micro-batch, with a checkpoint.</param>
    /// <returns>The finished model's directory, manifest, golden example and lineage included.</returns>
    /// <exception cref="TrainingDivergedException">A loss or gradient is no number.</exception>
    /// <exception cref="InvalidDataException">The examples or the base model cannot be used: the message says why.</exception>
    public static string Train(
        TrainingPlan plan,
        Action<TrainingProgress> progress,
        CancellationToken cancellationToken
    ) => throw new NotImplementedException("The trainer's core is not in yet.");
}
