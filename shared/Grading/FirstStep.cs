namespace Platform.Grading;

/// <summary>
/// Finds the end of the first step in a text that is still being written, by the rules of <see cref="StepSplitting"/>.
/// </summary>
public static class FirstStep
{
    /// <summary>
    /// The first step of a text if nothing that follows can change it, else null. An answer block never is complete, because
    /// it extends to the end of the text.
    /// </summary>
    /// <param name="text">The text so far.</param>
    /// <param name="byBlankLine">True if blank lines separate steps, false if every line is a step.</param>
    public static string? In(string text, bool byBlankLine)
    {
        var feed = text.LastIndexOf('\n');
        if (feed < 0)
        {
            return null;
        }

        var lines = text[..(feed + 1)];
        var steps = StepSplitting.Split(lines, byBlankLine);
        if (steps.Count == 0 || StepSplitting.IsAnswer(steps[0]))
        {
            return null;
        }

        return steps.Count > 1 || !byBlankLine || EndsWithBlankLine(lines) ? steps[0] : null;
    }

    private static bool EndsWithBlankLine(string lines) =>
        lines.AsSpan(0, lines.Length - 1) is var before && before[(before.LastIndexOf('\n') + 1)..].IsWhiteSpace();
}
