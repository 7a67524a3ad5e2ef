namespace Platform.Synthetic;

/// <summary>A made-up problem with its worked solution.</summary>
/// <param name="Family">Name of its family.</param>
/// <param name="Level">How hard, from 1 to 6: about the number of steps.</param>
/// <param name="Statement">The problem's text; everything else follows from it.</param>
/// <param name="Answer">The one right answer.</param>
/// <param name="Solution">A right solution, step by step; the last step is <c># Answer</c> and, on a line of its own, the answer.</param>
public sealed record SyntheticProblem(
    string Family,
    int Level,
    string Statement,
    int Answer,
    IReadOnlyList<string> Solution
);

/// <summary>Which problems a model may see: parts that share no statement.</summary>
public enum SyntheticSplit
{
    /// <summary>The language model learns from these: 70 of 100.</summary>
    Train,

    /// <summary>Solutions to these are sampled and labelled for reward models: 20 of 100.</summary>
    Reward,

    /// <summary>Nothing is trained on these: 10 of 100.</summary>
    Test,
}
