namespace Platform.Kernels.Search;

/// <summary>A step in the tree of a search.</summary>
/// <param name="Parent">Index of the node whose step precedes this one; -1: it is a first step.</param>
/// <param name="Round">The round that drew it, from 0.</param>
/// <param name="Subtree">Subtree of <see cref="SearchStrategy.Dvts"/>; 0 for the other strategies.</param>
/// <param name="Step">The step's text; empty if the model ended the solution without another step.</param>
/// <param name="Draws">How often it was drawn: equal steps under the same parent are one node.</param>
/// <param name="Tokens">
/// Tokens of all these draws. Of a draw of several steps, the last one has them all.
/// </param>
/// <param name="End">Whether the solution ends here.</param>
/// <param name="State">What the search does with it.</param>
/// <param name="StepScore">P(step correct); NaN: not scored.</param>
/// <param name="Score">Score of the path up to this step, a natural logarithm; NaN: not scored.</param>
public sealed record SearchNode(
    int Parent,
    int Round,
    int Subtree,
    string Step,
    int Draws,
    int Tokens,
    NodeEnd End,
    NodeState State,
    double StepScore = double.NaN,
    double Score = double.NaN
);

/// <summary>Whether and why a solution ends at a node.</summary>
public enum NodeEnd
{
    /// <summary>It can be continued.</summary>
    Open,

    /// <summary>The model ended it.</summary>
    Finished,

    /// <summary>A limit of tokens cut it off.</summary>
    Cut,
}

/// <summary>What a search does with a node.</summary>
public enum NodeState
{
    /// <summary>It waits for its score.</summary>
    Candidate,

    /// <summary>It is kept and has not been continued yet.</summary>
    Active,

    /// <summary>It has been continued.</summary>
    Expanded,

    /// <summary>It is not continued: others were better, it has no score, or the search has ended.</summary>
    Pruned,

    /// <summary>A solution that ended; it is a result of the search.</summary>
    Result,
}
