using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Reduces relations to their meaning: <c>x = 5</c> is 5, <c>-2 ≤ x ≤ 7</c> is [-2, 7].</summary>
internal static class Statements
{
    private static readonly MathAnswer.Value Infinity = new(Expression.Symbol(MathCommands.InfinityName));
    private static readonly MathAnswer.Value MinusInfinity = new(Expression.Negative(Infinity.Expression));

    public static MathAnswer Simplify(MathAnswer[] sides, string[] relations, bool firstIsLabel)
    {
        if (relations.Length == 0)
        {
            return sides[0];
        }
        if (relations.All(relation => relation is "=" or "≈" or "≡"))
        {
            // A chain of equations ends in its result, and so does one between numbers.
            return firstIsLabel || relations.Length > 1 || sides.All(IsConstant)
                ? sides[^1]
                : new MathAnswer.Statement(sides, relations);
        }
        if (relations is ["∈"] && firstIsLabel)
        {
            return sides[1];
        }
        return Interval(sides, relations, firstIsLabel) ?? new MathAnswer.Statement(sides, relations);
    }

    private static bool IsConstant(MathAnswer answer) =>
        answer is MathAnswer.Value { Expression: var expression } && !HasSymbol(expression);

    private static bool HasSymbol(Expression expression) =>
        expression.Operation == Operation.Symbol
            ? !Expression.IsConstantName(expression.Name)
            : expression.Operands is { } operands && operands.Any(HasSymbol);

    /// <summary>The interval that bounds on one quantity form.</summary>
    private static MathAnswer? Interval(MathAnswer[] sides, string[] relations, bool firstIsLabel)
    {
        switch (sides, relations)
        {
            case ([var left, MathAnswer.Value middle, var right], ["<" or "≤", "<" or "≤"])
                when IsBound(left) && IsBound(right):
                return IsQuantity(middle.Expression)
                    ? Between(left, relations[0] == "≤", right, relations[1] == "≤")
                    : null;
            case ([var left, MathAnswer.Value middle, var right], [">" or "≥", ">" or "≥"])
                when IsBound(left) && IsBound(right):
                return IsQuantity(middle.Expression)
                    ? Between(right, relations[1] == "≥", left, relations[0] == "≥")
                    : null;
            case ([_, var right], [var relation]) when firstIsLabel && IsBound(right):
                return OneSided(right, relation);
            case ([MathAnswer.Value left, MathAnswer.Value right], [var relation]):
                return Linear.Solve(left.Expression, right.Expression) is not var (bound, isNegative)
                    ? null
                    : OneSided(
                        new MathAnswer.Value(Expression.Number(bound)),
                        isNegative ? Mirrored(relation) : relation
                    );
            default:
                return null;
        }
    }

    private static bool IsBound(MathAnswer answer) =>
        IsConstant(answer)
        || answer is MathAnswer.Value { Expression: var e } && (e == Infinity.Expression || IsMinusInfinity(e));

    private static bool IsMinusInfinity(Expression expression) =>
        expression is { Operation: Operation.Product, Operands: [_, { Name: MathCommands.InfinityName }] };

    /// <summary>A symbol, or a function's value (which reads as a product of two symbols).</summary>
    private static bool IsQuantity(Expression expression) =>
        expression.Operation == Operation.Symbol
        || expression
            is {
                Operation: Operation.Product,
                Operands: [{ Operation: Operation.Symbol }, { Operation: Operation.Symbol }]
            };

    private static MathAnswer? OneSided(MathAnswer bound, string relation) =>
        relation switch
        {
            "<" or "≤" => Between(MinusInfinity, false, bound, relation == "≤"),
            ">" or "≥" => Between(bound, relation == "≥", Infinity, false),
            _ => null,
        };

    private static string Mirrored(string relation) =>
        relation switch
        {
            "<" => ">",
            ">" => "<",
            "≤" => "≥",
            "≥" => "≤",
            _ => relation,
        };

    private static MathAnswer.Sequence Between(MathAnswer low, bool withLow, MathAnswer high, bool withHigh) =>
        new(withLow ? "[" : "(", withHigh ? "]" : ")", [low, high]);
}
