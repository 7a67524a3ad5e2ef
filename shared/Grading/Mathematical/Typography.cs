using System.Buffers;
using System.Globalization;
using System.Text;

namespace Platform.Grading.Mathematical;

/// <summary>
/// Characters that other keyboards and typesetters use for the ones of LaTeX: full-width forms, dashes, superscript and
/// subscript digits, vulgar fractions.
/// </summary>
internal static class Typography
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ";
    private const string SuperscriptMeanings = "0123456789+-()ni";
    private const string Subscripts = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₒₓₙₘₖᵢⱼ";
    private const string SubscriptMeanings = "0123456789+-()aeoxnmkij";
    private const string VulgarFractions = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒";
    private const string Numerators = "112131234151135711";
    private static readonly int[] Denominators = [2, 3, 3, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 8, 8, 8, 9, 10];

    private static readonly SearchValues<char> Ascii = SearchValues.Create(
        [.. Enumerable.Range(0, 128).Select(c => (char)c)]
    );

    public static string Normalize(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Ascii))
        {
            return text;
        }
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 128)
            {
                result.Append(c);
            }
            else if (Superscripts.Contains(c))
            {
                i = Script(text, i, '^', Superscripts, SuperscriptMeanings, result);
            }
            else if (Subscripts.Contains(c))
            {
                i = Script(text, i, '_', Subscripts, SubscriptMeanings, result);
            }
            else if (VulgarFractions.IndexOf(c, StringComparison.Ordinal) is var fraction and >= 0)
            {
                result.Append(
                    CultureInfo.InvariantCulture,
                    $"\\frac{{{Numerators[fraction]}}}{{{Denominators[fraction]}}}"
                );
            }
            else if (c == '\ud835' && i + 1 < text.Length)
            {
                result.Append(MathematicalLetter(char.ConvertToUtf32(c, Low(text[i + 1]))));
                i++;
            }
            else
            {
                Append(result, c);
            }
        }
        return result.ToString();
    }

    private static char Low(char c) => char.IsLowSurrogate(c) ? c : '\udc00';

    private static void Append(StringBuilder result, char c)
    {
        switch (c)
        {
            case >= '\uff01' and <= '\uff5e':
                result.Append((char)(c - 0xfee0));
                break;
            case '−' or '‐' or '‑' or '‒' or '–' or '—' or '―' or '﹣':
                result.Append('-');
                break;
            case '⁄' or '∕':
                result.Append('/');
                break;
            case '∶' or 'ː':
                result.Append(':');
                break;
            case '，' or '、':
                result.Append(',');
                break;
            case '。':
                result.Append('.');
                break;
            case '’' or '′' or '‘':
                result.Append('\'');
                break;
            case '″':
                result.Append("''");
                break;
            case '…' or '⋯':
                result.Append("\\ldots ");
                break;
            case '∣':
                result.Append('|');
                break;
            case 'º':
                result.Append('°');
                break;
            case '℃':
                result.Append("°C");
                break;
            case '℉':
                result.Append("°F");
                break;
            case '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff':
                break;
            default:
                result.Append(char.IsWhiteSpace(c) ? ' ' : c);
                break;
        }
    }

    /// <summary>A run of raised or lowered characters as one script; returns the position of its last character.</summary>
    private static int Script(string text, int start, char mark, string forms, string meanings, StringBuilder result)
    {
        result.Append(mark).Append('{');
        var i = start;
        for (; i < text.Length && forms.IndexOf(text[i], StringComparison.Ordinal) is var form and >= 0; i++)
        {
            result.Append(meanings[form]);
        }
        result.Append('}');
        return i - 1;
    }

    /// <summary>Bold, italic and other letters of mathematics as plain ones.</summary>
    private static string MathematicalLetter(int code)
    {
        const int FirstLetter = 0x1D400;
        const int LastLetter = 0x1D6A3;
        const int FirstDigit = 0x1D7CE;
        const int LastDigit = 0x1D7FF;
        return code switch
        {
            >= FirstLetter and <= LastLetter => Letter((code - FirstLetter) % 52).ToString(),
            >= FirstDigit and <= LastDigit => ((char)('0' + ((code - FirstDigit) % 10))).ToString(),
            _ => char.ConvertFromUtf32(code),
        };

        static char Letter(int index) => (char)(index < 26 ? 'A' + index : 'a' + index - 26);
    }
}
