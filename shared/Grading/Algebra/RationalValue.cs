namespace Platform.Grading.Algebra;

/// <summary>
/// The value of an expression of exact numbers under the four operations and integer powers, which covers most answers.
/// </summary>
internal static class RationalValue
{
    private const long MaximumBits = 2000;

    /// <summary>Null if the expression contains anything else, divides by zero, or needs more than 2000 bits.</summary>
    public static Rational? Of(Expression expression)
    {
        if (expression.Operation == Operation.Number)
        {
            return expression.Precision == 0 ? expression.Value : null;
        }
        if (expression.Operation == Operation.Power)
        {
            return Power(expression);
        }
        if (expression.Operation is not (Operation.Sum or Operation.Product or Operation.Quotient))
        {
            return null;
        }
        Rational? result = null;
        foreach (var operand in expression.Operands!)
        {
            if (Of(operand) is not { } value || value.Bits + (result ?? value).Bits > MaximumBits)
            {
                return null;
            }
            if (result is not { } before)
            {
                result = value;
            }
            else if (expression.Operation == Operation.Quotient && value.IsZero)
            {
                return null;
            }
            else
            {
                result = expression.Operation switch
                {
                    Operation.Sum => before + value,
                    Operation.Product => before * value,
                    _ => before / value,
                };
            }
        }
        return result;
    }

    private static Rational? Power(Expression expression) =>
        expression[1]
            is { Operation: Operation.Number, Precision: 0, Value: { IsInteger: true, IsZero: false } exponent }
        && exponent.Abs() < (int)MaximumBits
        && Of(expression[0]) is { } value
            ? value.Power((int)exponent.Numerator, MaximumBits)
            : null;
}
