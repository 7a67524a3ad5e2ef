namespace Platform.Grading.Prm800k;

/// <summary>
/// Converts LaTeX to plain text as the reference's reader does: <c>\frac{a}{b}</c> is a/b without brackets, a root loses its
/// index, unknown commands vanish, errors are ignored.
/// </summary>
internal static class LatexText
{
    /// <summary>Null if the reference fails and continues with the LaTeX as it is.</summary>
    public static string? ToText(string latex)
    {
        latex = latex
            .Replace("\\tfrac", "\\frac", StringComparison.Ordinal)
            .Replace("\\dfrac", "\\frac", StringComparison.Ordinal)
            .Replace("\\frac", " \\frac", StringComparison.Ordinal);
        if (new LatexTextReader(latex).Read() is not { } text)
        {
            return null;
        }
        return Python.Strip(
            text.Replace("√", "sqrt", StringComparison.Ordinal)
                .Replace("π", "pi", StringComparison.Ordinal)
                .Replace("∞", "inf", StringComparison.Ordinal)
                .Replace('∪', 'U')
                .Replace('·', '*')
                .Replace('×', '*')
        );
    }
}
