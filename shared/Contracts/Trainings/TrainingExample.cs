namespace Platform.Contracts;

/// <summary>
/// One line of a training set: a rated solution. A training set consists of such lines, JSON in camel case, and is
/// identified by the SHA-256 of its bytes.
/// </summary>
/// <param name="Statement">The problem's text.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Labels">
/// One label per step: -1, 0 or +1, or null if the step is unrated; absent if no step is rated or the labels are fractions.
/// </param>
/// <param name="Correct">Whether the solution is correct; absent if unknown.</param>
/// <param name="Finished">
/// False if the text ends without an answer; a language model does not learn an end token there.
/// </param>
/// <param name="Fractions">
/// One number per step, in [0, 1], or null if the step is unrated: the probability that the step is right, such as the share
/// of completions from it that end right; absent if the labels are ratings.
/// </param>
public sealed record TrainingExample(
    string Statement,
    IReadOnlyList<string> Steps,
    IReadOnlyList<short?>? Labels,
    bool? Correct,
    bool Finished = true,
    IReadOnlyList<double?>? Fractions = null
);

/// <summary>Progress of a training run.</summary>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="Steps">Optimiser steps in total.</param>
/// <param name="Loss">Mean loss of the last step, per supervised token.</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="TokensPerSecond">Tokens of the examples per second since the last progress, excluding padding.</param>
/// <param name="Tokens">Tokens of the examples so far.</param>
/// <param name="Seconds">Seconds spent training so far, including earlier runs that were resumed.</param>
public sealed record TrainingProgress(
    int Step,
    int Steps,
    double Loss,
    double LearningRate,
    double TokensPerSecond,
    long Tokens,
    double Seconds
);

/// <summary>
/// Provenance of a trained model: <c>training.json</c> in its directory. The file is part of the model's content hash, so it
/// contains only values that another run with the same seed, data and threads reproduces: no time, speed or job id. Those
/// are available at <c>GET /trainings</c>, which maps the model's version to the job.
/// </summary>
/// <param name="Objective">The training objective.</param>
/// <param name="TrainingSet">SHA-256 of the training set's bytes.</param>
/// <param name="Examples">Examples used.</param>
/// <param name="LeftOut">Examples left out, by reason.</param>
/// <param name="Base">Version of the model whose weights training started from; null for random initialisation.</param>
/// <param name="Recipe">Hyper-parameters, seed included.</param>
/// <param name="Parameters">Number of trained weights.</param>
/// <param name="Curve">
/// At most a few hundred points, at steps that depend only on the total number of steps; the last point is the last step.
/// </param>
/// <param name="Runtime">Version of libtorch, device, precision and threads.</param>
/// <param name="Supervisors">
/// Lines of the training set by whoever labelled or judged them; absent for models that were trained before it was recorded.
/// </param>
public sealed record TrainingLineage(
    Objective Objective,
    string TrainingSet,
    int Examples,
    IReadOnlyDictionary<string, int> LeftOut,
    string? Base,
    TrainingRecipe Recipe,
    long Parameters,
    IReadOnlyList<TrainingPoint> Curve,
    string Runtime,
    IReadOnlyDictionary<string, int>? Supervisors = null
);

/// <summary>A point of a run's curve, identical in every run with the same seed, data and threads.</summary>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="Loss">Mean loss of that step, per supervised token.</param>
/// <param name="LearningRate">Learning rate of that step.</param>
/// <param name="Tokens">Tokens of the examples so far.</param>
public sealed record TrainingPoint(int Step, double Loss, double LearningRate, long Tokens);
