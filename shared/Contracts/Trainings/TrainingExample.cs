namespace Platform.Contracts;

/// <summary>
/// One line of a training set: a rated solution. A training set is such lines, each JSON in camel case, and is known by the
/// SHA-256 of its bytes.
/// </summary>
/// <param name="Statement">The problem's text.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Labels">-1, 0 or +1 a step, null where nobody rated it; absent: no step is rated.</param>
/// <param name="Correct">Whether the solution is right; absent: nobody knows.</param>
/// <param name="Finished">False where the text ends without an answer: a language model learns no end there.</param>
public sealed record TrainingExample(
    string Statement,
    IReadOnlyList<string> Steps,
    IReadOnlyList<short?>? Labels,
    bool? Correct,
    bool Finished = true
);

/// <summary>How far a training run is.</summary>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="Steps">Optimiser steps in all.</param>
/// <param name="Loss">Mean loss of the last step, per supervised token.</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="TokensPerSecond">Tokens of the examples, padding excluded, per second since the last progress.</param>
/// <param name="Tokens">Tokens of the examples so far.</param>
/// <param name="Seconds">Time spent training so far, over all resumptions.</param>
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
/// What made a model: <c>training.json</c> in its directory. It counts in the model's content hash, so nothing stands here that
/// another run with the same seed, data and threads would not give again: no time, no speed, no job's id. Those are at
/// <c>GET /trainings</c>, which leads from the model's version to the job.
/// </summary>
/// <param name="Objective">What it was trained to say.</param>
/// <param name="TrainingSet">SHA-256 of the training set's bytes.</param>
/// <param name="Examples">Examples used.</param>
/// <param name="LeftOut">Examples left out, by reason.</param>
/// <param name="Base">Version of the model that the weights began from; null: from chance.</param>
/// <param name="Recipe">Hyper-parameters, seed included.</param>
/// <param name="Parameters">Number of trained weights.</param>
/// <param name="Curve">At most some hundred points, at steps that depend on the number of steps alone; the last is the end.</param>
/// <param name="Runtime">Version of ONNX Runtime, execution provider and threads.</param>
public sealed record TrainingLineage(
    Objective Objective,
    string TrainingSet,
    int Examples,
    IReadOnlyDictionary<string, int> LeftOut,
    string? Base,
    TrainingRecipe Recipe,
    long Parameters,
    IReadOnlyList<TrainingPoint> Curve,
    string Runtime
);

/// <summary>A point of a run's curve, equal in every run with the same seed, data and threads.</summary>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="Loss">Mean loss of that step, per supervised token.</param>
/// <param name="LearningRate">Learning rate of that step.</param>
/// <param name="Tokens">Tokens of the examples so far.</param>
public sealed record TrainingPoint(int Step, double Loss, double LearningRate, long Tokens);
