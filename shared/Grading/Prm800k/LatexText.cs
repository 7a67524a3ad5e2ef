using System.Buffers;

namespace Platform.Grading.Prm800k;

/// <summary>
/// Converts LaTeX to plain text as the reference's reader does: <c>\frac{a}{b}</c> is a/b without brackets, a root loses its
/// index, unknown commands vanish, errors are ignored.
/// </summary>
internal static class LatexText
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("√π∞∪·×");

    /// <summary>Null if the reference fails and continues with the LaTeX as it is.</summary>
    public static string? ToText(string latex)
    {
        if (latex.Contains("frac", StringComparison.Ordinal))
        {
            latex = latex
                .Replace("\\tfrac", "\\frac", StringComparison.Ordinal)
                .Replace("\\dfrac", "\\frac", StringComparison.Ordinal)
                .Replace("\\frac", " \\frac", StringComparison.Ordinal);
        }
        if (new LatexTextReader(latex).Read() is not { } text)
        {
            return null;
        }
        if (text.AsSpan().ContainsAny(Signs))
        {
            text = text.Replace("√", "sqrt", StringComparison.Ordinal)
                .Replace("π", "pi", StringComparison.Ordinal)
                .Replace("∞", "inf", StringComparison.Ordinal)
                .Replace('∪', 'U')
                .Replace('·', '*')
                .Replace('×', '*');
        }
        return Python.Strip(text);
    }
}
