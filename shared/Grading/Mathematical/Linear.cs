using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Linear relations in one symbol.</summary>
internal static class Linear
{
    /// <summary>The bound b of a*x + c ~ 0 as x ~ b, and whether dividing by a reverses the relation.</summary>
    public static (Rational Bound, bool IsNegative)? Solve(Expression left, Expression right)
    {
        var work = Work.ForOneComparison();
        var difference = Form.Of(Expression.Sum(left, Expression.Negative(right)), work);
        if (
            difference is null
            || difference.Below.AsConstant() is not { IsZero: false } below
            || difference.Above.Count is 0 or > 2
        )
        {
            return null;
        }
        Rational? slope = null;
        var constant = Rational.Zero;
        foreach (var (monomial, coefficient) in difference.Above.Terms)
        {
            if (monomial.Factors.Count == 0)
            {
                constant = coefficient.Value / below.Value;
            }
            else if (
                slope is null
                && monomial.Factors is [{ Above: 1, Below: 1, Generator: [not ('\u0001' or '@' or '#'), ..] }]
            )
            {
                slope = coefficient.Value / below.Value;
            }
            else
            {
                return null;
            }
        }
        return slope is { } a ? (-constant / a, a.Sign < 0) : null;
    }
}
