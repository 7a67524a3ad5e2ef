using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Equations with one unknown as their solutions, others up to their rearrangement.</summary>
internal static class Equations
{
    private static readonly int[] Points = [1, 2, 3];

    /// <summary>The solutions of a polynomial equation in one unknown; null for others.</summary>
    public static MathAnswer.Named? Solve(Expression left, Expression right)
    {
        if (Univariate.Of(left, right) is not { } polynomial || polynomial.Zeros() is not { } zeros)
        {
            return null;
        }
        MathAnswer[] values = [.. zeros.Select(zero => new MathAnswer.Value(zero))];
        var meaning = values.Length == 1 ? values[0] : new MathAnswer.Collection(values);
        return new(polynomial.Symbol, meaning, Expression.Symbol(polynomial.Symbol), IsSolved: true);
    }

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
        var form = Form.Of(difference, Work.ForOneComparison());
        if (form is { IsRational: true } && (!keepsSign || form.Below.AsConstant() is not null))
        {
            return Key(form, relation, keepsSign);
        }
        if (!keepsSign && form?.Below.ToExpression() is { } below)
        {
            difference = Expression.Product(difference, below);
        }
        if (new Evaluation(Domain.RealSymbols, 0).Value(difference) is not { IsZero: false } scale)
        {
            return null;
        }
        var key = "~";
        foreach (var point in Points)
        {
            key += new Evaluation(Domain.RealSymbols, point).Value(difference) is { } value
                ? Fingerprint.Digits(value / (keepsSign ? scale.Abs() : scale)) + ";"
                : "-;";
        }
        return key + relation + "0";
    }

    /// <summary>The polynomial with its first coefficient as 1, or as a sign.</summary>
    private static string? Key(Form form, string relation, bool keepsSign)
    {
        if (form.Above.Leading is not { } leading || form.Below.Leading is not { } below)
        {
            return null;
        }
        var scale = leading / below;
        scale = keepsSign ? scale.Abs() : scale;
        return form.Above.Scaled(Rational.One / (scale * below)) + relation + "0";
    }
}
