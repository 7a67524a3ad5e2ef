using Platform.Contracts;
using Platform.Inference;

namespace Platform.Training;

/// <summary>Everything that determines what a training run computes, and where it keeps its files.</summary>
/// <param name="TrainingId">The job.</param>
/// <param name="Name">Name of the new model.</param>
/// <param name="Objective">What the model learns to predict.</param>
/// <param name="Recipe">Hyper-parameters.</param>
/// <param name="TrainingSet">SHA-256 of the training set.</param>
/// <param name="Examples">File with the training set's lines.</param>
/// <param name="Base">Directory of the base model that provides the initial weights; null: random initialisation.</param>
/// <param name="BaseVersion">Content hash of the base model.</param>
/// <param name="Directory">
/// Where the checkpoint and the finished model are kept: <c>checkpoints</c> and <c>model</c> below it.
/// </param>
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
    /// <summary>Lines of the training set by whoever labelled or judged them; null if unknown.</summary>
    public IReadOnlyDictionary<string, int>? Supervisors { get; init; }

    /// <summary>Time between two checkpoints; a cancelled run writes one more.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time between two reports of progress.</summary>
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where the run is computed; on CUDA, weights, gradients and moments stay on the GPU.</summary>
    public Provider Provider { get; init; } = Provider.Cpu;

    /// <summary>Bytes of the machine's memory; a training that needs more is refused before it begins.</summary>
    public long Memory { get; init; } = MachineMemory.Total;
}

/// <summary>A loss or a gradient is not a number: the run ends, and its last checkpoint stays.</summary>
public sealed class TrainingDivergedException(int step, string what)
    : Exception($"step {step}: {what}; lower the learning rate or look at the examples of that step")
{
    /// <summary>The optimiser step, from 1.</summary>
    public int Step => step;
}
