using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>
/// Statements about a trigonometric ratio of an angle, <c>\tan A = \frac34</c>, or a function's value at a number,
/// <c>f(3) = 10</c>: that side is the name of the value. With an unknown such as x, the statement is an equation.
/// </summary>
internal static class Ratios
{
    /// <summary>The value, which is one of the sides; null for other statements.</summary>
    public static MathAnswer.Value? Value(MathAnswer.Statement statement) =>
        statement switch
        {
            { Relations: ["="], Sides: [MathAnswer.Value ratio, MathAnswer.Value value] }
                when IsRatio(ratio.Expression) && value.Expression.IsConstant() => value,
            { Relations: ["="], Sides: [MathAnswer.Value value, MathAnswer.Value ratio] }
                when IsRatio(ratio.Expression) && value.Expression.IsConstant() => value,
            _ => null,
        };

    private static bool IsRatio(Expression expression) =>
        expression switch
        {
            { Operation: Operation.Power, Operands: [var ratio, { Operation: Operation.Number }] } => IsRatio(ratio),
            {
                Operation: Operation.Function,
                Name: "sin" or "cos" or "tan" or "cot" or "sec" or "csc",
                Operands: [var angle],
            } => !angle.IsConstant() && IsAngle(angle),
            { Operation: Operation.Function, Operands: var arguments } => expression.Name.StartsWith(
                ExpressionParser.Call,
                StringComparison.Ordinal
            ) && Array.TrueForAll(arguments!, argument => argument.IsConstant()),
            _ => false,
        };

    /// <summary>An angle is called by a capital or a Greek letter; small Latin letters are unknowns.</summary>
    private static bool IsAngle(Expression expression) =>
        expression.Operation switch
        {
            Operation.Number => true,
            Operation.Symbol => expression.Name.Length > 0 && !char.IsAsciiLetterLower(expression.Name[0]),
            Operation.Function => false,
            _ => Array.TrueForAll(expression.Operands!, IsAngle),
        };
}
