namespace Platform.Contracts;

/// <summary>
/// Header of the data that the selector needs for an evaluation: <c>GET /evaluations/{id}/columns</c> returns JSON lines,
/// this header first, then one <see cref="ProblemColumns"/> per problem.
/// </summary>
/// <param name="Evaluation">The evaluation's id.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="PoolRevision">The pool's revision; every change to the pool increments it.</param>
/// <param name="Seed">Seed of the bootstrap and of the voting draws.</param>
/// <param name="Models">Reward models, in the order of <see cref="ProblemColumns.Scores"/>.</param>
/// <param name="Graders">Number of verdicts by grader version.</param>
/// <param name="Failures">What could not be generated or scored.</param>
/// <param name="Problems">Number of lines that follow, one per problem.</param>
/// <param name="Labellers">
/// Labellers of <see cref="ProblemColumns.Labels"/>, in this order. Empty if the pool has no labels of them or the
/// evaluation has no process model to compare with them.
/// </param>
/// <param name="Ties">How majority and weighted votes break ties.</param>
/// <param name="Steps">How process models are compared with the labels.</param>
/// <param name="Ungraded">
/// Finished solutions without a verdict. If there are any, only steps can be compared: best-of-N would count them as wrong.
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
    IReadOnlyList<PoolLabeller>? Labellers = null,
    VoteTies Ties = VoteTies.Uniform,
    StepOptions? Steps = null,
    int Ungraded = 0
);

/// <summary>A labeller of a pool.</summary>
/// <param name="Name">As its labels are stored: <c>file</c>, <c>oracle:synthetic-1</c>.</param>
/// <param name="Scale">What its numbers are.</param>
public sealed record PoolLabeller(string Name, LabelScale Scale);

/// <summary>One problem's candidates in columns; arrays are little-endian bytes, base64 in JSON.</summary>
/// <param name="Key">The problem's key within the pool.</param>
/// <param name="Subject">Its subject, if known.</param>
/// <param name="Level">Its level, if known.</param>
/// <param name="Correct">One byte per sample: 1 correct, 0 incorrect.</param>
/// <param name="Answers">
/// One int32 per sample. Equal answers share a number (numbered by first appearance); -1 marks a sample that cannot be
/// selected because it is unfinished or has no answer.
/// </param>
/// <param name="Scores">
/// For each model, in the header's order: its scores of the samples, or null if it has scored none of them.
/// </param>
/// <param name="Labels">
/// For each labeller, in the header's order: its step labels of the samples, or null if no sample has any. Null if there
/// are no labellers.
/// </param>
/// <param name="Samples">One int32 per sample: its number; null: numbered from 0 without gaps.</param>
public sealed record ProblemColumns(
    string Key,
    string? Subject,
    string? Level,
    byte[] Correct,
    byte[] Answers,
    IReadOnlyList<ScoreColumns?> Scores,
    IReadOnlyList<LabelColumns?>? Labels = null,
    byte[]? Samples = null
);

/// <summary>One model's probabilities for one problem's samples.</summary>
/// <param name="Rows">
/// One int32 per sample: its number of rows (steps; 1 for outcome models), or 0 if it has no score.
/// </param>
/// <param name="Probabilities">float64: the rows of all samples in sequence, one column per class.</param>
public sealed record ScoreColumns(byte[] Rows, byte[] Probabilities);

/// <summary>One labeller's step labels for one problem's samples.</summary>
/// <param name="Rows">One int32 per sample: its number of steps, or 0 if it has no labels or is unfinished.</param>
/// <param name="Labels">
/// One signed byte per step, all samples in sequence: -1, 0, 1, <see cref="Fraction"/>, or <see cref="Unrated"/>.
/// </param>
/// <param name="Fractions">
/// float64: for each step labelled <see cref="Fraction"/>, in sequence, the probability that it is right; null if there are
/// none.
/// </param>
public sealed record LabelColumns(byte[] Rows, byte[] Labels, byte[]? Fractions = null)
{
    /// <summary>The step has no label.</summary>
    public const sbyte Unrated = 2;

    /// <summary>The label is the next of <see cref="Fractions"/>.</summary>
    public const sbyte Fraction = 3;
}
