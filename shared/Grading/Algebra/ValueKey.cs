namespace Platform.Grading.Algebra;

/// <summary>
/// A key that equal expressions share however they are written: the fraction for a rational value, else the values at
/// four pseudo-random points to 24 digits. Different expressions share one only if they agree there by chance (below
/// 2^-150 for rational functions) or differ by less than 10^-24 of their size.
/// </summary>
internal static class ValueKey
{
    private const int Points = 4;
    private const int MostPoints = 8;

    /// <summary>Null when the value is undefined or beyond bounds.</summary>
    public static string? Of(Expression expression, Domain domain)
    {
        if (RationalValue.Of(expression) is { } rational)
        {
            return Rational(rational);
        }
        if (Form.Of(expression, Work.ForOneKey())?.AsConstant() is { } constant)
        {
            return Rational(constant.Value);
        }
        var (points, mostPoints) = expression.IsConstant() ? (1, 1) : (Points, MostPoints);
        var values = new List<ComplexReal>(points);
        for (var point = 0; point < mostPoints && values.Count < points; point++)
        {
            if (new Evaluation(domain, point).Value(expression) is { } value)
            {
                values.Add(value);
            }
        }
        if (values.Count == 0)
        {
            return null;
        }
        // An expression that takes the same simple value at every point is that value, however it is written.
        return
            Fractions.Recognise(values[0]) is { } fraction
            && values.TrueForAll(value => Fractions.Recognise(value) == fraction)
            ? Rational(fraction)
            : "~" + string.Join(';', values.Select(value => Fingerprint.Digits(value)).Distinct());
    }

    private static string Rational(Rational value)
    {
        const int LongestWritten = 200;
        var text = value.ToString();
        return text.Length <= LongestWritten ? text : $"#{Fingerprint.Hash(text, 1):x}{Fingerprint.Hash(text, 2):x}";
    }
}
