using System.Buffers;

namespace Platform.Workbench.Tex;

/// <summary>
/// Decides whether a dollar sign begins a formula, <c>$x + 1$</c>, or an amount, <c>$5 and $7</c>. The rules are Pandoc's
/// (no space inside of the delimiters, no digit after the last one) with exceptions for texts that are certainly TeX, and
/// further rules for amounts with units and for calculations of word problems (<c>$5*3=$15</c>).
/// </summary>
internal static class DollarPair
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.'"
    );

    private static readonly SearchValues<char> Operators = SearchValues.Create("+-−*/=<>×÷(,;:");

    /// <summary>The length of the formula that begins with the dollar sign, delimiters included; null if none does.</summary>
    public static int? At(string text, int open)
    {
        if (Close(text, open) is not { } close)
        {
            return null;
        }

        var inner = text.AsSpan(open + 1, close - open - 1);
        char before = open > 0 ? text[open - 1] : ' ';
        char after = close + 1 < text.Length ? text[close + 1] : ' ';
        return IsFormula(inner, before, after) ? close - open + 1 : null;
    }

    /// <summary>The next dollar sign outside of braces, in the same paragraph.</summary>
    private static int? Close(string text, int open)
    {
        int depth = 0;
        for (int i = open + 1; i < Math.Min(text.Length, open + TexText.Longest); i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}':
                    depth--;
                    break;
                case '$' when depth <= 0:
                    return i;
                case '\n' when i + 1 < text.Length && string.IsNullOrWhiteSpace(LineAfter(text, i)):
                    return null;
            }
        }

        return null;
    }

    private static string LineAfter(string text, int newline)
    {
        int end = text.IndexOf('\n', newline + 1);
        return end < 0 ? text[(newline + 1)..] : text[(newline + 1)..end];
    }

    private static bool IsFormula(ReadOnlySpan<char> inner, char before, char after)
    {
        var formula = inner.Trim();
        if (formula.IsEmpty)
        {
            return false;
        }

        bool command = formula.Contains('\\');
        bool marked = command || formula.ContainsAny('^', '_');
        bool spaced = char.IsWhiteSpace(inner[0]);
        if (spaced != char.IsWhiteSpace(inner[^1]))
        {
            // "$5 and $x$": the second sign begins something.
            return false;
        }

        if (spaced && (!(marked || formula.Contains('=') || formula.Length == 1) || IsOperator(formula[0])))
        {
            // "5 $ and 7 $" and "5 $ = 2 $ + 3 $", but "$ x = 5 $".
            return false;
        }

        if (!marked && char.IsLetterOrDigit(before))
        {
            // "US$5", "5$".
            return false;
        }

        if (!command && (char.IsAsciiDigit(after) || IsOperator(formula[^1]) || formula.StartsWith("<<")))
        {
            // "$5/$10", "$5*3=$<<5*3=15>>15".
            return false;
        }

        return command || !IsProse(formula);
    }

    private static bool IsOperator(char c) => Operators.Contains(c);

    /// <summary>
    /// Whether a word stands beside another word or a number with nothing but a space between them, as in "5 and 10".
    /// </summary>
    private static bool IsProse(ReadOnlySpan<char> formula)
    {
        bool text = false;
        bool word = false;
        foreach (var range in formula.SplitAny(" \t\n"))
        {
            var token = formula[range].Trim(",.;:!?");
            if (token.IsEmpty)
            {
                continue;
            }

            bool plain = !token.ContainsAnyExcept(Plain);
            bool isWord = plain && token.Length > 1 && !token.ContainsAnyInRange('0', '9');
            if (plain && text && (isWord || word))
            {
                return true;
            }

            (text, word) = (plain, isWord);
        }

        return false;
    }
}
