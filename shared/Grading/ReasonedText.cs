using System.Text;

namespace Platform.Grading;

/// <summary>
/// A reasoning model's text in two parts: its reasoning, marked by <c>&lt;think&gt;...&lt;/think&gt;</c>, and the solution
/// that follows. Only the solution has steps.
/// </summary>
/// <param name="Reasoning">The text within the tags, trimmed; null if there is none.</param>
/// <param name="Solution">The text outside of the tags; the whole text if there are none.</param>
public readonly record struct ReasonedText(string? Reasoning, string Solution)
{
    private static readonly (string Open, string Close)[] Tags =
    [
        ("<think>", "</think>"),
        ("<thinking>", "</thinking>"),
        ("<thought>", "</thought>"),
        ("<|begin_of_thought|>", "<|end_of_thought|>"),
    ];

    /// <summary>
    /// Splits a text. A closing tag without an opening one ends reasoning that the prompt has opened; an opening tag without
    /// a closing one begins reasoning that was cut off. Pure, linear in the text's length.
    /// </summary>
    public static ReasonedText Split(string text)
    {
        foreach (var (open, close) in text.Contains('<') ? Tags : [])
        {
            if (
                text.Contains(open, StringComparison.OrdinalIgnoreCase)
                || text.Contains(close, StringComparison.OrdinalIgnoreCase)
            )
            {
                return Split(text, open, close);
            }
        }
        return new(null, text);
    }

    private static ReasonedText Split(string text, string open, string close)
    {
        var (reasoning, solution) = (new StringBuilder(), new StringBuilder());
        var at = Find(text, close, 0) < Find(text, open, 0) ? Take(0) : 0;
        while (at < text.Length)
        {
            var start = Find(text, open, at);
            solution.Append(text, at, start - at);
            at = Take(Math.Min(start + open.Length, text.Length));
        }
        var kept = reasoning.ToString().Trim();
        return new(kept.Length > 0 ? kept : null, solution.ToString());

        // Adds the reasoning that begins here and returns where it ends.
        int Take(int from)
        {
            var end = Find(text, close, from);
            if (reasoning.Length > 0)
            {
                reasoning.Append('\n');
            }
            reasoning.Append(text.AsSpan(from..end).Trim());
            return Math.Min(end + close.Length, text.Length);
        }
    }

    private static int Find(string text, string tag, int from) =>
        text.IndexOf(tag, from, StringComparison.OrdinalIgnoreCase) is var at and >= 0 ? at : text.Length;
}
