using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Expressions whose value is a number of degrees.</summary>
internal static class Degrees
{
    /// <summary>The number of degrees; null if the expression is none as a whole.</summary>
    public static Expression? Amount(Expression expression)
    {
        if (!expression.Contains(Expression.DegreeName))
        {
            return null;
        }
        switch (expression.Operation)
        {
            case Operation.Product
                when expression is { Operands: [var number, var degree] } && degree == Expression.Degree:
                return number.Contains(Expression.DegreeName) ? null : number;
            case Operation.Product when expression is { Operands: [var factor, var angle] }:
                return factor.Contains(Expression.DegreeName) ? null
                    : Amount(angle) is { } amount ? Expression.Product(factor, amount)
                    : null;
            case Operation.Quotient when Amount(expression[0]) is { } above:
                return expression[1].Contains(Expression.DegreeName) ? null : Expression.Quotient(above, expression[1]);
            case Operation.Sum:
                var terms = Array.ConvertAll(expression.Operands!, Amount);
                return Array.TrueForAll(terms, term => term is not null) ? Expression.Sum(terms!) : null;
            default:
                return null;
        }
    }
}
