namespace Platform.Contracts;

/// <summary>
/// Header of the data that the selector needs for a selection: <c>GET /selections/{id}/columns</c> returns JSON lines, this
/// header first, then one <see cref="SelectionColumns"/> per problem.
/// </summary>
/// <param name="Request">The submission, with its defaults filled in.</param>
/// <param name="Models">Reward models, in the order of <see cref="SelectionColumns.Scores"/>.</param>
/// <param name="PoolRevision">The revision of the pool that is selected from.</param>
/// <param name="Problems">Number of lines that follow, one per problem.</param>
public sealed record SelectionHeader(
    SubmitSelection Request,
    IReadOnlyList<ModelLineage> Models,
    long PoolRevision,
    int Problems
);

/// <summary>One problem's solutions in columns; arrays are little-endian bytes, base64 in JSON.</summary>
/// <param name="Key">The problem's key within the pool.</param>
/// <param name="Subject">Its subject, if known.</param>
/// <param name="Excluded">True if a pool that the selection excludes has a problem with this statement.</param>
/// <param name="Control">True if a pool of quality-control problems has one.</param>
/// <param name="Ids">int64: the solutions' ids.</param>
/// <param name="Samples">int32: their sample numbers.</param>
/// <param name="Finished">One byte per solution: 1 if it ends with an answer.</param>
/// <param name="Verdicts">One signed byte per solution: 1 right, 0 wrong, -1 unknown.</param>
/// <param name="Labelled">One byte per solution: 1 if it has labels of the labeller to skip.</param>
/// <param name="Texts">
/// int64: a hash of each solution's text in which every run of white space is one space; solutions with the same text share
/// it.
/// </param>
/// <param name="Steps">int32: number of steps.</param>
/// <param name="Characters">int32: characters of the steps.</param>
/// <param name="Scores">For each model, in the header's order: its scores, or null if it has scored none of them.</param>
public sealed record SelectionColumns(
    string Key,
    string? Subject,
    bool Excluded,
    bool Control,
    byte[] Ids,
    byte[] Samples,
    byte[] Finished,
    byte[] Verdicts,
    byte[] Labelled,
    byte[] Texts,
    byte[] Steps,
    byte[] Characters,
    IReadOnlyList<ScoreColumns?> Scores
);
