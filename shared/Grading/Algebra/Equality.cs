namespace Platform.Grading.Algebra;

/// <summary>
/// Decides whether two expressions are equal: exactly as quotients of polynomials over the rationals with roots of
/// primes, where that decides; else by their values at four pseudo-random points of 62 random bits a symbol, to 120
/// bits, and where all symbols are negative numbers. Different rational functions of degree d agree at one such point with probability at most d/2^62
/// (Schwartz-Zippel), at all four below 2^-200 for the sizes allowed here; other different functions would have to
/// agree to 36 digits four times.
/// </summary>
internal static class Equality
{
    private const int Points = 4;
    private const int MostPoints = 12;
    private const int AgreedBits = 120;

    public static Verdict Decide(Expression a, Expression b, Domain domain)
    {
        if (RationalValue.Of(a) is { } x && RationalValue.Of(b) is { } y)
        {
            return x == y ? new(true, "equal exactly, as fractions") : new(false, "values differ exactly");
        }
        var work = Work.ForOneComparison();
        if (
            Form.Of(a, work) is { } left
            && Form.Of(b, work) is { } right
            && left.Difference(right, work) is { } difference
        )
        {
            if (difference.IsZero)
            {
                return new(true, "equal exactly, by algebra");
            }
            if (difference.IsRounded)
            {
                return new(false, "values differ, computed with rounded decimals");
            }
            if (difference.IsIndependent)
            {
                return new(false, "values differ exactly");
            }
        }
        return HasRounded(a) || HasRounded(b)
            ? new(false, "not decided within bounds, with rounded decimals")
            : ByValues(a, b, domain);
    }

    private static Verdict ByValues(Expression a, Expression b, Domain domain)
    {
        var agreed = 0;
        var isConstant = a.IsConstant() && b.IsConstant();
        var (points, mostPoints) = isConstant ? (1, 1) : (Points, MostPoints);
        var (work, otherWork) = (Work.ForValues(), Work.ForValues());
        for (var point = isConstant ? 0 : -1; point < mostPoints && agreed < points; point++)
        {
            var at = point < 0 ? Evaluation.Negative : point;
            var left = new Evaluation(domain, at, work).Value(a);
            var right = new Evaluation(domain, at, otherWork).Value(b);
            if (work.IsExhausted || otherWork.IsExhausted)
            {
                return new(false, "undefined or beyond bounds");
            }
            if (left is null != right is null)
            {
                return new(false, "one value is undefined");
            }
            if (left is not { } x || right is not { } y)
            {
                continue;
            }
            if (!Agree(x, y))
            {
                return new(false, "values differ");
            }
            agreed += point < 0 ? 0 : 1;
        }
        return agreed == 0
            ? new(false, "undefined or beyond bounds")
            : new(true, isConstant ? "equal to 36 digits" : "equal at random points to 36 digits");
    }

    private static bool Agree(ComplexReal x, ComplexReal y)
    {
        var largest = Math.Max(x.Magnitude, y.Magnitude);
        return (x - y).Magnitude <= largest - AgreedBits;
    }

    private static bool HasRounded(Expression expression) =>
        expression.Precision > 0 || (expression.Operands is { } operands && operands.Any(HasRounded));
}
