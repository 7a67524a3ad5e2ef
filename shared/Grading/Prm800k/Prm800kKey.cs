using System.Buffers;
using Platform.Grading.Algebra;

namespace Platform.Grading.Prm800k;

/// <summary>
/// One key for answers that are equal under the rules of openai/prm800k's grader: its second normal form, without what only
/// the first form leaves out (a unit in <c>\text{ ...}</c>, a name such as <c>x=</c>), with every element by its value.
/// </summary>
internal static class Prm800kKey
{
    private static readonly SearchValues<char> DigitsAndSpace = SearchValues.Create("0123456789 ");
    private const string Unit = "\\text{";

    public static string Of(string answer)
    {
        var normalized = WithoutName(AnswerNormalization.Normalize(Prepared(answer)));
        var elements = Prm800kComparison.Split(normalized);
        return elements.Length == 1
            ? Element(elements[0])
            : normalized[0] + string.Join(',', elements.Select(Element)) + normalized[^1];
    }

    /// <summary>Removes what the first normal form leaves out and the second does not.</summary>
    private static string Prepared(string answer)
    {
        answer = Python.Strip(answer).Replace("\n", "", StringComparison.Ordinal);
        if (!answer.AsSpan().ContainsAnyExcept(DigitsAndSpace))
        {
            return answer.Replace(" ", "", StringComparison.Ordinal);
        }
        foreach (var mark in (ReadOnlySpan<string>)["\\$", "$", "\\(", "\\)", "^{\\circ}"])
        {
            answer = answer.Replace(mark, "", StringComparison.Ordinal);
        }
        answer = Unwrapped(answer);
        if (!answer.Contains("\\begin", StringComparison.Ordinal))
        {
            answer = answer.Replace("\\\\", "\\", StringComparison.Ordinal);
        }
        return WithoutUnit(answer);
    }

    /// <summary>The content of a box or group that holds the whole answer.</summary>
    private static string Unwrapped(string answer)
    {
        foreach (var open in (ReadOnlySpan<string>)["\\boxed{", "{"])
        {
            if (answer.StartsWith(open, StringComparison.Ordinal) && answer.EndsWith('}'))
            {
                var inside = answer[open.Length..^1];
                return inside.AsSpan().ContainsAny('{', '}') && !IsBalanced(inside) ? answer : inside;
            }
        }
        return answer;
    }

    private static bool IsBalanced(string text)
    {
        var open = 0;
        foreach (var c in text)
        {
            open += c switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (open < 0)
            {
                return false;
            }
        }
        return open == 0;
    }

    private static string WithoutUnit(string answer)
    {
        var at = answer.IndexOf(Unit, StringComparison.Ordinal);
        if (at <= 0 || !IsQuantity(answer.AsSpan(0, at).TrimEnd(' ')))
        {
            return answer;
        }
        var rest = answer.AsSpan(at + Unit.Length);
        var words = rest.TrimStart(' ');
        // The "and" of a list may be set as text.
        var isList = words.StartsWith("and ") || words.StartsWith("or ");
        return isList || rest.Contains(Unit, StringComparison.Ordinal) ? answer : answer[..at];
    }

    /// <summary>Whether the text ends in an operand, with no bracket left open that would close behind the unit.</summary>
    private static bool IsQuantity(ReadOnlySpan<char> text)
    {
        var open = 0;
        foreach (var c in text)
        {
            open += c switch
            {
                '(' or '[' or '{' => 1,
                ')' or ']' or '}' => -1,
                _ => 0,
            };
        }
        return open == 0 && text.Length > 0 && (char.IsLetterOrDigit(text[^1]) || text[^1] is ')' or '}');
    }

    private static string WithoutName(string normalized)
    {
        var equals = normalized.IndexOf('=');
        return equals is >= 0 and <= 2 && normalized.LastIndexOf('=') == equals
            ? AnswerNormalization.Normalize(normalized[(equals + 1)..])
            : normalized;
    }

    private static string Element(string element)
    {
        // An integer only equals what is written as one; any other expression with its value is something else.
        if (PythonFloat.TryInteger(ThousandsSeparators.Remove(element), out var integer))
        {
            return PythonFloat.Write(Math.Round(integer));
        }
        if (SympyEquality.Truth(element) is { } isTrue)
        {
            return isTrue ? "=1" : "=0";
        }
        if (!SympyEquality.IsAllowed(element) || PlainParser.Parse(element) is not { } expression)
        {
            return element;
        }
        return ValueKey.Of(expression.Exact(), Domain.Complex) is { } key ? "=" + key : element;
    }
}
