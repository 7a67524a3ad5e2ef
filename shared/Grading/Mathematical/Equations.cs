using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Equations with one unknown as their solutions, others up to their rearrangement.</summary>
internal static class Equations
{
    /// <summary>The solutions of a polynomial equation in one unknown; null for others.</summary>
    public static MathAnswer.Named? Solve(Expression left, Expression right)
    {
        if (left is { Operation: Operation.Function, Name: "abs", Operands: [var inside] })
        {
            return Absolute(inside, right);
        }
        if (Univariate.Of(left, right) is not { } polynomial || polynomial.Zeros() is not { } zeros)
        {
            return null;
        }
        MathAnswer[] values = [.. zeros.Select(zero => new MathAnswer.Value(zero))];
        var meaning = values.Length == 1 ? values[0] : new MathAnswer.Collection(values);
        return new(polynomial.Symbol, meaning, Expression.Symbol(polynomial.Symbol), IsSolved: true);
    }

    /// <summary>|a| = b has the solutions of a = b and a = -b.</summary>
    private static MathAnswer.Named? Absolute(Expression inside, Expression right) =>
        RationalValue.Of(right) is { Sign: >= 0 } size
        && Solve(inside, right) is { } upper
        && Solve(inside, Expression.Number(-size)) is { } lower
        && upper.Name == lower.Name
            ? upper with
            {
                Meaning = new MathAnswer.Collection(Lists.Flat([upper.Meaning, lower.Meaning])),
            }
            : null;

    /// <summary>
    /// A key for the relation of a difference with zero, up to a factor; for inequalities, a positive one. Denominators with
    /// symbols count as factors of an equation. Null if the difference has no values.
    /// </summary>
    public static string? Key(Expression left, Expression right, string relation)
    {
        var difference = Expression.Sum(left, Expression.Negative(right));
        if (relation is ">" or "≥")
        {
            (difference, relation) = (Expression.Negative(difference), relation == ">" ? "<" : "≤");
        }
        var keepsSign = relation is "<" or "≤";
        if (!keepsSign && Form.Of(difference, Work.ForOneComparison())?.Below.ToExpression() is { } below)
        {
            difference = Expression.Product(difference, below);
        }
        var values = ValueKey.RealValues(difference);
        if (Array.Find(values, value => value is { IsZero: false }) is not { } scale)
        {
            return null;
        }
        scale = keepsSign ? scale.Abs() : scale;
        var digits = Array.ConvertAll(values, value => value is { } known ? Fingerprint.Digits(known / scale) : "-");
        return "~" + string.Join(';', digits) + relation + "0";
    }

    /// <summary>
    /// Whether two equations between rational functions differ by a factor only, exactly; null where that is not decided.
    /// </summary>
    public static bool? Same((Expression Left, Expression Right) a, (Expression Left, Expression Right) b)
    {
        var work = Work.ForOneComparison();
        return
            Polynomial(a, work) is { } x
            && Polynomial(b, work) is { } y
            && x.Leading is { } scale
            && y.Leading is { } otherScale
            ? x.Scaled(Rational.One / scale).SameAs(y.Scaled(Rational.One / otherScale))
            : null;
    }

    private static Polynomial? Polynomial((Expression Left, Expression Right) equation, Work work) =>
        Form.Of(Expression.Sum(equation.Left, Expression.Negative(equation.Right)), work) is { IsRational: true } form
            ? form.Above
            : null;
}
