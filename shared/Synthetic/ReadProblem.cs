namespace Platform.Synthetic;

/// <summary>Says +1 (right and useful), 0 (right, adds nothing) or -1 (wrong) to lines in their order; remembers them.</summary>
internal delegate short LineJudge(string line);

/// <summary>What a statement says: how to get to the answer, and how to judge those who try.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Lines">A right solution without the answer's block.</param>
/// <param name="Judge">A judge of one solution's lines.</param>
internal sealed record ReadProblem(int Answer, IReadOnlyList<string> Lines, Func<LineJudge> Judge)
{
    /// <summary>Numbers of problems are from 0 to this: tokenizers have a token for each.</summary>
    public const int Largest = 300;
}
