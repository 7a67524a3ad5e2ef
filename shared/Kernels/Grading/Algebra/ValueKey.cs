namespace Platform.Kernels.Grading.Algebra;

/// <summary>
/// A key that equal expressions share however they are written: the fraction for a rational value, else the values at
/// two pseudo-random points to 24 digits. Different expressions share one only if they agree there by chance (below
/// 2^-150 for rational functions) or differ by less than 10^-24 of their size.
/// </summary>
internal static class ValueKey
{
    private const int Points = 2;
    private const int MostPoints = 8;

    /// <summary>Null when the value is undefined or beyond bounds.</summary>
    public static string? Of(Expression expression, Domain domain)
    {
        if (Form.Of(expression, Work.ForOneComparison())?.AsConstant() is { } constant)
        {
            return Rational(constant.Value);
        }
        var key = "";
        var found = 0;
        for (var point = 0; point < MostPoints && found < Points; point++)
        {
            if (new Evaluation(domain, point).Value(expression) is not { } value)
            {
                continue;
            }
            if (
                found++ == 0
                && Fractions.Recognise(value) is { } fraction
                && IsThere(expression, domain, point + 1, fraction)
            )
            {
                return Rational(fraction);
            }
            key += (found == 1 ? "~" : ";") + point + ":" + Evaluation.Digits(value);
        }
        return found == 0 ? null : key;
    }

    private static string Rational(Rational value)
    {
        const int LongestWritten = 200;
        var text = value.ToString();
        return text.Length <= LongestWritten ? text : $"#{Evaluation.Hash(text, 1):x}{Evaluation.Hash(text, 2):x}";
    }

    /// <summary>Whether the expression has the same value at another point, and so is a constant.</summary>
    private static bool IsThere(Expression expression, Domain domain, int point, Rational fraction) =>
        new Evaluation(domain, point).Value(expression) is not { } value
        || Fractions.Recognise(value) is { } other && other == fraction;
}
