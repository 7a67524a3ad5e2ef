namespace Platform.Synthetic;

/// <summary>A parsed statement: its answer, a correct solution, and how to label the lines of other solutions.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Lines">A correct solution without the answer block.</param>
/// <param name="Judge">Creates a judge for the lines of one solution.</param>
internal sealed record ReadProblem(int Answer, IReadOnlyList<string> Lines, Func<LineJudge> Judge)
{
    /// <summary>Largest number in a problem; the smallest is 0. Tokenizers have one token for each of them.</summary>
    public const int Largest = 300;
}

/// <summary>
/// Labels lines in their order: +1 (correct and useful), 0 (correct, adds nothing) or -1 (wrong). It remembers earlier
/// lines.
/// </summary>
internal delegate short LineJudge(string line);
