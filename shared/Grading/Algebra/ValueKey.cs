namespace Platform.Grading.Algebra;

/// <summary>
/// A key that equal expressions share however they are written: the fraction for a rational value, else the values at
/// pseudo-random points to 42 digits. Different expressions share one only if they agree there by chance (below 2^-150 for
/// rational functions) or differ by less than 10^-42 of their size.
/// </summary>
internal static class ValueKey
{
    private static readonly int[] ComplexPoints = [Evaluation.Negative, 0, 1, 2, 3];
    private static readonly int[] RealPoints = [Evaluation.Positive, Evaluation.Negative, 0];

    // Where an expression is not defined at each of these points, or has steps between them.
    private static readonly int[] MorePoints = [Evaluation.Positive + 4, Evaluation.Positive + 6, Evaluation.Whole];

    /// <summary>Null when the value is undefined or beyond bounds.</summary>
    public static string? Of(Expression expression, Domain domain)
    {
        if (RationalValue.Of(expression) is { } rational)
        {
            return Rational(rational);
        }
        if (expression.IsAlgebraic() && Form.Of(expression, Work.ForOneKey())?.AsConstant() is { } constant)
        {
            return Rational(constant.Value);
        }
        var isConstant = expression.IsConstant();
        if (domain == Domain.Complex)
        {
            return Written(Values(expression, domain, isConstant ? [0] : ComplexPoints), isConstant);
        }
        if (isConstant)
        {
            return Written(Values(expression, Domain.RealSymbols, [0]), isConstant);
        }
        return Written(RealValues(expression), isConstant: false);
    }

    /// <summary>
    /// The values at several points with real symbols; where an expression is real nowhere, its complex values.
    /// </summary>
    public static ComplexReal?[] RealValues(Expression expression)
    {
        var work = Work.ForValues();
        if (!expression.Contains(Expression.IName))
        {
            var values = RealValues(expression, Domain.Real, work);
            if (Array.Exists(values, value => value is not null))
            {
                return values;
            }
        }
        return RealValues(expression, Domain.RealSymbols, work);
    }

    private static ComplexReal?[] RealValues(Expression expression, Domain domain, Work work)
    {
        var values = Values(expression, domain, RealPoints, work);
        if (!Array.TrueForAll(values, value => value is not null) || HasSteps(expression))
        {
            values = [.. values, .. Values(expression, domain, MorePoints, work)];
        }
        // The values at some of the points alone would not tell expressions apart.
        return work.IsExhausted ? [null] : values;
    }

    /// <summary>The fraction that a key of a rational value shows; null for other keys.</summary>
    public static Rational? Fraction(string key)
    {
        if (key.Length == 0 || key[0] is not ('-' or (>= '0' and <= '9')))
        {
            return null;
        }
        var text = key.AsSpan(key[0] == '-' ? 1 : 0);
        var slash = text.IndexOf('/');
        var above = Algebra.Rational.Parse(slash < 0 ? text : text[..slash]);
        var below = slash < 0 ? Algebra.Rational.One : Algebra.Rational.Parse(text[(slash + 1)..]);
        return above / below is { } fraction ? (key[0] == '-' ? -fraction : fraction) : null;
    }

    /// <summary>Whether an expression has different values where its symbols have.</summary>
    public static bool Varies(Expression expression)
    {
        if (expression.IsConstant())
        {
            return false;
        }
        if (expression.IsAlgebraic() && Form.Of(expression, Work.ForOneKey()) is { IsRational: true } form)
        {
            return form.AsConstant() is null;
        }
        var values = Values(expression, Domain.RealSymbols, [Evaluation.Positive, Evaluation.Positive + 4]);
        return values is [{ } first, { } second] && Fingerprint.Digits(first) != Fingerprint.Digits(second);
    }

    private static bool HasSteps(Expression expression) =>
        (expression.Operation == Operation.Function && expression.Name is "floor" or "ceil" or "mod")
        || (expression.Operands is { } operands && Array.Exists(operands, HasSteps));

    private static ComplexReal?[] Values(Expression expression, Domain domain, int[] points)
    {
        var work = Work.ForValues();
        var values = Values(expression, domain, points, work);
        return work.IsExhausted ? [null] : values;
    }

    private static ComplexReal?[] Values(Expression expression, Domain domain, int[] points, Work work) =>
        Array.ConvertAll(points, point => new Evaluation(domain, point, work).Value(expression));

    private static string? Written(ComplexReal?[] values, bool isConstant)
    {
        if (Array.TrueForAll(values, value => value is null))
        {
            return null;
        }
        // An expression that takes the same simple value at every point is that value, however it is written.
        if (
            values[0] is { } first
            && Fractions.Recognise(first) is { } fraction
            && Array.TrueForAll(values, value => value is { } other && Fractions.Recognise(other) == fraction)
        )
        {
            return Rational(fraction);
        }
        var digits = Array.ConvertAll(values, value => value is { } defined ? Fingerprint.Digits(defined) : "-");
        return "~"
            + (
                isConstant || Array.TrueForAll(digits, other => other == digits[0])
                    ? digits[0]
                    : string.Join(';', digits)
            );
    }

    private static string Rational(Rational value)
    {
        const int LongestWritten = 200;
        var text = value.ToString();
        return text.Length <= LongestWritten ? text : $"#{Fingerprint.Hash(text, 1):x}{Fingerprint.Hash(text, 2):x}";
    }
}
