using System.Text.RegularExpressions;

namespace Platform.Grading;

/// <summary>
/// The options that a multiple-choice problem lists, <c>(A) 3 (B) 4</c> or a line each. With them, a letter and the text of
/// its option are one answer.
/// </summary>
public sealed partial class AnswerOptions
{
    private readonly Dictionary<char, string> _texts = [];

    private AnswerOptions() { }

    /// <summary>The options of a problem; null if its statement lists none: at least A and B, in order.</summary>
    public static AnswerOptions? In(string statement)
    {
        var text = statement.Contains("[asy]", StringComparison.Ordinal) ? Drawing().Replace(statement, "") : statement;
        return Listed(text, Bracketed().Matches(text)) ?? Listed(text, Lines().Matches(text));
    }

    /// <summary>
    /// The text of the option that an answer names by its letter, alone or with the option's text; any other answer as it
    /// is.
    /// </summary>
    public string Resolve(string answer)
    {
        if (
            Letter().Match(answer) is not { Success: true } named
            || !_texts.TryGetValue(char.ToUpperInvariant(named.Groups["letter"].Value[0]), out var text)
        )
        {
            return answer;
        }
        var rest = Clean(named.Groups["text"].Value);
        return rest.Length == 0 || Grader.Grade(rest, text, GradingPolicy.Mathematical).Equal ? text : answer;
    }

    /// <summary>Returns the option that the last sentence such as "Option (C) is correct" names, or null without such a sentence.</summary>
    internal static string? Chosen(string solution)
    {
        string? last = null;
        foreach (Match match in Correct().Matches(solution))
        {
            last = match.Groups["option"].Value;
        }
        return last;
    }

    /// <summary>The last run of markers A, B, ... with the text behind each of them.</summary>
    private static AnswerOptions? Listed(string statement, MatchCollection markers)
    {
        var last = -1;
        for (var i = 0; i < markers.Count; i++)
        {
            last = markers[i].Groups["letter"].Value == "A" ? i : last;
        }
        if (last < 0)
        {
            return null;
        }
        var options = new AnswerOptions();
        for (var i = last; i < markers.Count && markers[i].Groups["letter"].Value[0] == 'A' + (i - last); i++)
        {
            var start = markers[i].Index + markers[i].Length;
            var text =
                i + 1 < markers.Count
                    ? statement[start..markers[i + 1].Index]
                    : FirstLine(statement[start..].TrimStart());
            if (Clean(text) is not { Length: > 0 } clean)
            {
                return null;
            }
            options._texts.Add((char)('A' + (i - last)), clean);
        }
        return options._texts.Count >= 2 ? options : null;
    }

    private static string FirstLine(string text) => text.IndexOf('\n') is var end and >= 0 ? text[..end] : text;

    /// <summary>Without what separates options: spaces, punctuation, and groups that are open or closed only here.</summary>
    private static string Clean(string text)
    {
        text = Separators().Replace(text, "").Trim(' ', '\t', '\r', '\n', '~', ',', ';');
        text = Markup.Strip(text).ToString();
        while (text.StartsWith('}') || (text.EndsWith('}') && text.Count(c => c == '}') > text.Count(c => c == '{')))
        {
            text = text.StartsWith('}') ? text[1..].TrimStart() : text[..^1].TrimEnd();
        }
        if (text.Count(c => c == '$') % 2 == 1)
        {
            text = text.Trim('$');
        }
        return Separators().Replace(text, "").Trim(' ', '\t', '\r', '\n', '~', ',', ';');
    }

    [GeneratedRegex(@"\b[Oo]ption (?<option>\([A-J]\)|[A-J]\b) is (?:the )?(?:correct|right)\b")]
    private static partial Regex Correct();

    [GeneratedRegex(@"\[asy\].*?\[/asy\]", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    // (A), \textbf{(A)}, $\mathrm{(A) }, but not P(A)
    [GeneratedRegex(@"(?:\\(?:textbf|text|mathrm|mathbf|rm|bf)\s*\{?\s*|(?<![\w)]))\((?<letter>[A-J])\)")]
    private static partial Regex Bracketed();

    // A. 3, B) 4, C: 5, each at the beginning of a line.
    [GeneratedRegex(@"(?<=^|\n)[ \t*-]*(?<letter>[A-J])[.):][ \t*]")]
    private static partial Regex Lines();

    // C, (C), C., (C) 17, \text{(C)}, \textbf{(C) } 17; in lower case only in brackets.
    [GeneratedRegex(
        @"\A[\s$*]*(?:\\(?:textbf|text|mathrm|mathbf|rm|bf)\s*\{?\s*)?(?:\((?<letter>[A-Ja-j])\)|(?<letter>[A-J])(?=[\s.):}$*]|\z))[.):]?(?<text>.*)\z",
        RegexOptions.Singleline
    )]
    private static partial Regex Letter();

    [GeneratedRegex(
        @"\A(?:[\s~}]|\\[ ,;:!\\]|\\q?quad(?![a-z])|\\hspace\{[^}]*\})+|(?:[\s~]|\\[ ,;:!\\]|\\q?quad(?![a-z])|\\hspace\{[^}]*\})+\z"
    )]
    private static partial Regex Separators();
}
