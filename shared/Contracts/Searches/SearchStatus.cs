namespace Platform.Contracts;

/// <summary>A search as returned by <c>GET /searches/{id}</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Request">The submission, with its defaults; null if it was rejected.</param>
/// <param name="Pool">Name of the pool with the problems.</param>
/// <param name="Name">Name of the pool that gets the solutions; null if the submission gave none.</param>
/// <param name="Model">The reward model, as <c>name@version</c>; null if it was rejected.</param>
/// <param name="State">One of <see cref="JobState"/>.</param>
/// <param name="Reasons">Why it was rejected or failed.</param>
/// <param name="Submitted">When it was accepted or rejected.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Stages">Progress: draws for <c>expand</c>, partial solutions for <c>guide</c>.</param>
/// <param name="Problems">Problems.</param>
/// <param name="ProblemsEnded">Problems on which the search has ended.</param>
/// <param name="Tokens">Tokens sampled so far.</param>
/// <param name="Solutions">Solutions so far.</param>
/// <param name="Failures">Why problems have no or too few draws, each with the number of problems.</param>
/// <param name="Report">The report; null in lists and while there is none.</param>
public sealed record SearchStatus(
    Guid Id,
    SubmitSearch? Request,
    string Pool,
    string? Name,
    string? Model,
    string State,
    IReadOnlyList<string> Reasons,
    DateTimeOffset Submitted,
    DateTimeOffset? Ended,
    IReadOnlyList<StageProgress> Stages,
    int Problems,
    int ProblemsEnded,
    long Tokens,
    long Solutions,
    IReadOnlyList<SearchFailure> Failures,
    SearchReport? Report
);

/// <summary>Why draws of problems are missing.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Problems">Number of problems.</param>
public sealed record SearchFailure(string Reason, int Problems);

/// <summary>A problem of a search in a list: <c>GET /searches/{id}/problems</c>.</summary>
/// <param name="Key">Key within the pool.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Rounds">Rounds so far.</param>
/// <param name="Nodes">Nodes of its tree.</param>
/// <param name="Tokens">Tokens sampled.</param>
/// <param name="Solutions">Solutions found.</param>
/// <param name="Correct">Solutions graded correct.</param>
/// <param name="Best">Verdict on the solution with the highest score; null if there is none, or it has no verdict.</param>
/// <param name="Ended">Whether the search has ended on it.</param>
public sealed record SearchedProblem(
    string Key,
    string Statement,
    int Rounds,
    int Nodes,
    long Tokens,
    int Solutions,
    int Correct,
    bool? Best,
    bool Ended
)
{
    /// <summary>Most problems in one answer.</summary>
    public const int Most = 200;
}

/// <summary>The tree of one problem: <c>GET /searches/{id}/tree?key=KEY</c>.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Answer">The reference answer; null if there is none.</param>
/// <param name="Reason">Why draws are missing; null if none is.</param>
/// <param name="Nodes">The nodes in the order in which they were drawn.</param>
public sealed record SearchTreeView(
    SearchedProblem Problem,
    string? Answer,
    string? Reason,
    IReadOnlyList<SearchTreeNode> Nodes
);

/// <summary>A step in the tree of a search.</summary>
/// <param name="Node">Its number, from 0.</param>
/// <param name="Parent">The node whose step precedes it; null: it is a first step.</param>
/// <param name="Round">The round that drew it, from 0.</param>
/// <param name="Subtree">Subtree of <c>dvts</c>; 0 for the other strategies.</param>
/// <param name="Step">The step; empty if the model ended the solution without another one.</param>
/// <param name="Draws">How often it was drawn: equal steps under the same parent are one node.</param>
/// <param name="Tokens">Tokens of these draws; of a draw of several steps, the last one has them all.</param>
/// <param name="End"><c>open</c>, <c>finished</c> or <c>cut</c> (by the limit of tokens).</param>
/// <param name="State"><c>candidate</c>, <c>active</c>, <c>expanded</c>, <c>pruned</c> or <c>result</c>.</param>
/// <param name="StepScore">P(step correct); null if it was not scored.</param>
/// <param name="Score">Score of the path up to this step as a probability; null if it was not scored.</param>
/// <param name="Sample">Number of the solution that ends here, in the search's pool; null if none does.</param>
/// <param name="Correct">Verdict on that solution.</param>
public sealed record SearchTreeNode(
    int Node,
    int? Parent,
    int Round,
    int Subtree,
    string Step,
    int Draws,
    int Tokens,
    string End,
    string State,
    double? StepScore,
    double? Score,
    int? Sample,
    bool? Correct
);
