namespace Platform.Synthetic;

/// <summary>A synthetic problem with its worked solution.</summary>
/// <param name="Family">Name of its family.</param>
/// <param name="Level">Difficulty from 1 to 6: roughly the number of steps.</param>
/// <param name="Statement">The problem's text; everything else follows from it.</param>
/// <param name="Answer">The only correct answer.</param>
/// <param name="Solution">
/// A correct solution, step by step; the last step is <c># Answer</c> and, on a line of its own, the answer.
/// </param>
public sealed record SyntheticProblem(
    string Family,
    int Level,
    string Statement,
    int Answer,
    IReadOnlyList<string> Solution
);

/// <summary>Splits of the problems by what they are used for; they share no statement.</summary>
public enum SyntheticSplit
{
    /// <summary>For training language models: 70 of 100.</summary>
    Train,

    /// <summary>For sampling and labelling solutions to train reward models: 20 of 100.</summary>
    Reward,

    /// <summary>For tests only; nothing is trained on these: 10 of 100.</summary>
    Test,
}
