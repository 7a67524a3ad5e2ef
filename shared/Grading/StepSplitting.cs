namespace Platform.Grading;

/// <summary>
/// Splits a completion into steps. The text of the steps is unchanged (a carriage return before a line feed belongs to the
/// break); blank lines are separators and never steps. From the first line that reads <c># Answer</c>, the rest is one step:
/// the answer block. Pure, linear in the text's length.
/// </summary>
public static class StepSplitting
{
    private const string AnswerHeading = "# Answer";

    /// <summary>Every line that is not blank is a step.</summary>
    public static IReadOnlyList<string> ByLine(string text) => Split(text, byBlankLine: false);

    /// <summary>The lines up to the next blank line form a step, with their line breaks.</summary>
    public static IReadOnlyList<string> ByBlankLine(string text) => Split(text, byBlankLine: true);

    /// <summary>Whether a step is an answer block.</summary>
    public static bool IsAnswer(string step) =>
        step.AsSpan(0, step.IndexOf('\n') is >= 0 and var feed ? feed : step.Length).Trim() is AnswerHeading;

    /// <summary><see cref="ByBlankLine"/> or <see cref="ByLine"/>.</summary>
    public static IReadOnlyList<string> Split(string text, bool byBlankLine)
    {
        List<string> steps = [];
        var step = 0..0; // the paragraph so far
        for (var start = 0; start < text.Length; )
        {
            var feed = text.IndexOf('\n', start);
            var next = feed < 0 ? text.Length : feed + 1;
            var end = feed < 0 ? text.Length : feed;
            if (feed > start && text[feed - 1] == '\r')
            {
                end--;
            }

            var line = text.AsSpan(start..end);
            if (line.Trim() is AnswerHeading)
            {
                Add(step);
                steps.Add(text[start..].TrimEnd());
                return steps;
            }
            if (line.IsWhiteSpace())
            {
                (step, _) = (0..0, Add(step));
            }
            else if (byBlankLine && step.End.Value > 0)
            {
                step = step.Start..end;
            }
            else
            {
                (step, _) = (start..end, Add(step));
            }

            start = next;
        }
        Add(step);
        return steps;

        bool Add(Range range)
        {
            if (range.End.Value > 0)
            {
                steps.Add(text[range]);
            }

            return true;
        }
    }
}
