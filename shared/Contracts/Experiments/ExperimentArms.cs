namespace Platform.Contracts;

/// <summary>What an experiment compares: the response of <c>GET /experiments/{id}/arms</c>.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Name">One of <see cref="Experiments"/>.</param>
/// <param name="Runs">The results to read, in order.</param>
/// <param name="Pairs">Arms that are compared, by their names: the first minus the second.</param>
public sealed record ExperimentArms(
    Guid Experiment,
    string Name,
    IReadOnlyList<ArmRun> Runs,
    IReadOnlyList<ArmPair> Pairs
);

/// <summary>Two arms to compare at equal sizes.</summary>
/// <param name="Arm">Name of an arm.</param>
/// <param name="Against">Name of the arm that it is compared with.</param>
public sealed record ArmPair(string Arm, string Against);

/// <summary>The result of one arm at one size with one seed: a strategy of an evaluation.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Test">Name of the pool that it is tested on, without the seed.</param>
/// <param name="Size">Labelled solutions that the model was trained on; null for arms that do not depend on them.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Selection">The selection of these solutions; null for arms without.</param>
/// <param name="StepLabels">Step labels of these solutions; null for arms without.</param>
/// <param name="Evaluation">The evaluation.</param>
/// <param name="Model">Name of the reward model, or its version; null for majority and pass.</param>
/// <param name="Strategy">
/// The strategy without the model's name: <c>prm.product</c>, <c>prm.min</c>, <c>orm</c>, one of these after
/// <c>weighted.</c>, <c>majority</c> or <c>pass</c>.
/// </param>
public sealed record ArmRun(
    string Arm,
    string Test,
    int? Size,
    long Seed,
    Guid? Selection,
    long? StepLabels,
    Guid Evaluation,
    string? Model,
    string Strategy
);
