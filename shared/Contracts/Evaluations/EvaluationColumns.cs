namespace Platform.Contracts;

/// <summary>
/// What the selector needs of an evaluation: <c>GET /evaluations/{id}/columns</c> answers JSON lines, this header first, then
/// one <see cref="ProblemColumns"/> a problem.
/// </summary>
/// <param name="Evaluation">The evaluation's id.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="PoolRevision">Goes up with every change to the pool.</param>
/// <param name="Seed">For bootstrap and voting draws.</param>
/// <param name="Models">Reward models, in the order of <see cref="ProblemColumns.Scores"/>.</param>
/// <param name="Graders">Verdicts by grader version.</param>
/// <param name="Failures">What could not be generated or scored.</param>
/// <param name="Problems">How many lines follow.</param>
/// <param name="Labeller">
/// Whose labels <see cref="ProblemColumns.Labels"/> are: <c>file</c> where the pool came with labels, else who labelled most; null
/// where the pool has none, or no process model to hold against them.
/// </param>
public sealed record EvaluationHeader(
    Guid Evaluation,
    string Pool,
    long PoolRevision,
    long Seed,
    IReadOnlyList<ModelLineage> Models,
    IReadOnlyDictionary<string, int> Graders,
    IReadOnlyList<EvaluationFailure> Failures,
    int Problems,
    string? Labeller = null
);

/// <summary>One problem's candidates in columns; arrays are little-endian bytes, base64 in JSON.</summary>
/// <param name="Key">The problem's key within the pool.</param>
/// <param name="Subject">Its subject, if known.</param>
/// <param name="Level">Its level, if known.</param>
/// <param name="Correct">A byte a sample: 1 right, 0 wrong.</param>
/// <param name="Answers">
/// An int32 a sample: equal answers share a number (numbered by first appearance); -1 for a sample that cannot be selected
/// (unfinished, or no answer).
/// </param>
/// <param name="Scores">
/// For each model, in the header's order: what it gave each sample, or null where the model has scored none of them.
/// </param>
/// <param name="Labels">Step labels of the samples, or null where none has any.</param>
public sealed record ProblemColumns(
    string Key,
    string? Subject,
    string? Level,
    byte[] Correct,
    byte[] Answers,
    IReadOnlyList<ScoreColumns?> Scores,
    LabelColumns? Labels = null
);

/// <summary>One model's probabilities for one problem's samples.</summary>
/// <param name="Rows">An int32 a sample: its number of rows (steps; 1 for outcome models); 0 where there is no score.</param>
/// <param name="Probabilities">float64, all rows of all samples one after the other, a column a class.</param>
public sealed record ScoreColumns(byte[] Rows, byte[] Probabilities);

/// <summary>One labeller's step labels of one problem's samples.</summary>
/// <param name="Rows">An int32 a sample: its number of steps; 0 where it has no labels or is unfinished.</param>
/// <param name="Labels">A signed byte a step, all samples one after the other: -1, 0, 1, or <see cref="Unrated"/>.</param>
public sealed record LabelColumns(byte[] Rows, byte[] Labels)
{
    /// <summary>The step has no label.</summary>
    public const sbyte Unrated = 2;
}
