using System.Text.RegularExpressions;

namespace Platform.Grading;

/// <summary>Whether a text that stands where an answer is expected is one.</summary>
internal static partial class AnswerText
{
    /// <summary>Longer answers are not searched for fractions that lack an argument.</summary>
    private const int LongestSearched = 4096;

    private static readonly (string Command, int Arguments)[] Commands =
    [
        ("\\frac", 2),
        ("\\dfrac", 2),
        ("\\tfrac", 2),
        ("\\cfrac", 2),
        ("\\binom", 2),
        ("\\sqrt", 1),
    ];

    /// <summary>True for a text of nothing but spaces, punctuation and empty markup.</summary>
    public static bool IsEmpty(ReadOnlySpan<char> text)
    {
        if (text.IndexOf('\\') >= 0)
        {
            text = Shell().Replace(text.ToString(), "");
        }
        return text.IndexOfAnyExcept(" \t\r\n.,;:!?*_$#~=+-–—…") < 0;
    }

    /// <summary>
    /// True for an answer that was cut off: a group, an environment or a bracket is open at its end, or a fraction or a root
    /// lacks an argument.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isLast">
    /// True if the text ends with the answer: only then is a round or square bracket that is open a sign of a cut.
    /// </param>
    public static bool IsCutOff(ReadOnlySpan<char> answer, bool isLast)
    {
        answer = answer.TrimEnd();
        var (braces, brackets) = (0, 0);
        for (var i = 0; i < answer.Length; i++)
        {
            switch (answer[i])
            {
                case '\\' when i + 1 == answer.Length:
                    return true;
                case '\\' when answer.Length <= LongestSearched && IsCutCommand(answer[i..]):
                    return true;
                case '\\':
                    i++;
                    break;
                case '{':
                    braces++;
                    break;
                case '}':
                    braces--;
                    break;
                case '(' or '[':
                    brackets++;
                    break;
                case ')' or ']':
                    brackets--;
                    break;
            }
        }
        return braces > 0
            || answer.Count("\\begin{") > answer.Count("\\end{")
            || (isLast && (brackets > 0 || answer is [.., '^' or '_' or '/']));
    }

    private static bool IsCutCommand(ReadOnlySpan<char> text)
    {
        foreach (var (command, arguments) in Commands)
        {
            if (
                text.StartsWith(command) && (text.Length == command.Length || !char.IsAsciiLetter(text[command.Length]))
            )
            {
                return Arguments(text[command.Length..], arguments) < arguments;
            }
        }
        return false;
    }

    /// <summary>Counts the arguments that follow, up to <paramref name="wanted"/>: groups, commands or single characters.</summary>
    private static int Arguments(ReadOnlySpan<char> text, int wanted)
    {
        if (text.StartsWith("["))
        {
            text = text[(text.IndexOf(']') + 1)..];
        }
        for (var found = 0; found < wanted; found++)
        {
            text = text.TrimStart();
            var length =
                text.IsEmpty ? 0
                : text[0] == '{' ? Group(text)
                : text[0] == '\\' ? 1 + Math.Max(1, Letters(text[1..]))
                : 1;
            if (length == 0 || length > text.Length)
            {
                return found;
            }
            text = text[length..];
        }
        return wanted;
    }

    private static int Letters(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }
        return end;
    }

    /// <summary>The length of the group that the text starts with; 0 if it is open.</summary>
    private static int Group(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (text[i] == '\\')
            {
                i++;
            }
            else if (depth == 0)
            {
                return i + 1;
            }
        }
        return 0;
    }

    // Spaces and commands that only format, with the braces around nothing. \{ and \} are a set.
    [GeneratedRegex(@"\\(?:[,;:! ]|q?quad\b|text\w*\b|math\w+\b|[lc]?dots\b)|(?<!\\)[{}]")]
    private static partial Regex Shell();
}
