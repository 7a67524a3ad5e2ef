namespace Platform.Contracts;

/// <summary>A part of a pool's problems, as returned by <c>GET /pools/{name}/problems</c>.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Total">Problems that match the search.</param>
/// <param name="Problems">These problems, in the order of the pool.</param>
public sealed record ProblemPage(string Pool, int Total, IReadOnlyList<ProblemSummary> Problems);

/// <summary>A problem in a list.</summary>
/// <param name="Key">Key within the pool.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Answer">Reference answer; null if there is none.</param>
/// <param name="Subject">Subject; null if unknown.</param>
/// <param name="Level">Level of difficulty; null if unknown.</param>
/// <param name="Solutions">Solutions.</param>
/// <param name="Correct">Solutions graded correct.</param>
public sealed record ProblemSummary(
    string Key,
    string Statement,
    string? Answer,
    string? Subject,
    string? Level,
    int Solutions,
    int Correct
);

/// <summary>
/// A problem with a part of its candidates, as returned by <c>GET /pools/{name}/problems/detail?key=KEY</c>.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Problem">The problem.</param>
/// <param name="Candidates">Candidates by sample number.</param>
/// <param name="Skip">Number of candidates before them.</param>
public sealed record ProblemDetail(
    string Pool,
    ProblemSummary Problem,
    IReadOnlyList<Candidate> Candidates,
    int Skip = 0
);

/// <summary>A solution with what is known about it.</summary>
/// <param name="Sample">Sample number within the problem.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Finished">Whether it reached an answer.</param>
/// <param name="Answer">Its final answer; null if it has none.</param>
/// <param name="Rule">Rule by which the answer was found; <c>file</c> if it came with the file.</param>
/// <param name="Correct">The verdict; null if the solution was not graded.</param>
/// <param name="Grader">Source of the verdict.</param>
/// <param name="Scores">Scores of reward models.</param>
/// <param name="Labels">Labels by labeller and generation.</param>
/// <param name="Gold">Acceptable first bad steps, 0-based, -1: none; null if the solution is not gold.</param>
public sealed record Candidate(
    int Sample,
    IReadOnlyList<string> Steps,
    bool Finished,
    string? Answer,
    string? Rule,
    bool? Correct,
    string? Grader,
    IReadOnlyList<CandidateScore> Scores,
    IReadOnlyList<CandidateLabels> Labels,
    IReadOnlyList<int>? Gold = null
);

/// <summary>What one reward model says about a candidate.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Version">Version of the model.</param>
/// <param name="Kind"><c>process</c> or <c>outcome</c>.</param>
/// <param name="Solution">Score of the solution: the product over steps with neutral as positive, or P(correct).</param>
/// <param name="Steps">P(correct) of each step, neutral as positive; empty for an outcome model.</param>
public sealed record CandidateScore(
    string Model,
    string Version,
    string Kind,
    double Solution,
    IReadOnlyList<double> Steps
);

/// <summary>One labeller's labels of a candidate.</summary>
/// <param name="Labeller">The labeller.</param>
/// <param name="Generation">Generation of the labels.</param>
/// <param name="Steps">
/// 1, 0, -1 or null, by step; empty if only the solution is judged; null for every step if there are fractions.
/// </param>
/// <param name="Outcome">The verdict on the whole solution; null if there is none.</param>
/// <param name="Fractions">
/// 0 to 1, or null, by step, if the labeller's numbers in this pool are fractions; null if they are ratings.
/// </param>
public sealed record CandidateLabels(
    string Labeller,
    int Generation,
    IReadOnlyList<int?> Steps,
    bool? Outcome,
    IReadOnlyList<double?>? Fractions = null
);
