using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Inequalities in one unknown as the set of numbers that satisfy them.</summary>
internal static class Inequalities
{
    /// <summary>Null if there is no one unknown, or the set is not found.</summary>
    public static MathAnswer.Named? Solve(MathAnswer[] sides, string[] relations, string?[] labels)
    {
        string? name = null;
        var set = RealSet.All;
        for (var i = 0; i < relations.Length; i++)
        {
            if (
                One(sides[i], relations[i], sides[i + 1], labels[i], labels[i + 1]) is not var (unknown, solutions)
                || (name is not null && name != unknown)
                || set.Intersection(solutions) is not { } intersection
            )
            {
                return null;
            }
            (name, set) = (unknown, intersection);
        }
        return name is null ? null : new(name, new MathAnswer.Reals(set));
    }

    private static (string Name, RealSet Set)? One(
        MathAnswer left,
        string relation,
        MathAnswer right,
        string? leftLabel,
        string? rightLabel
    )
    {
        if (relation is not ("<" or "≤" or ">" or "≥" or "≠"))
        {
            return null;
        }
        if (left is MathAnswer.Value a && right is MathAnswer.Value b)
        {
            if (
                a.Expression.Operation != Operation.Symbol
                && Absolute(a.Expression, relation, b.Expression) is { } bounded
            )
            {
                return bounded;
            }
            if (Polynomial(a.Expression, relation, b.Expression) is { } solved)
            {
                return solved;
            }
        }
        // A quantity that is only known by its name.
        return leftLabel is not null && Bound(right) is { } high
                ? (Statements.Name(leftLabel, left), Side(relation, high))
            : rightLabel is not null && Bound(left) is { } low
                ? (Statements.Name(rightLabel, right), Side(Mirrored(relation), low))
            : null;
    }

    private static Endpoint? Bound(MathAnswer answer) =>
        answer is MathAnswer.Value { Expression: var expression } ? Endpoint.Of(expression) : null;

    /// <summary>The numbers that stand in a relation to a bound.</summary>
    private static RealSet Side(string relation, Endpoint bound) =>
        relation switch
        {
            "<" or "≤" => RealSet.Between(Endpoint.Low, false, bound, relation == "≤"),
            ">" or "≥" => RealSet.Between(bound, relation == "≥", Endpoint.High, false),
            _ => RealSet.Between(bound, true, bound, true).Complement(),
        };

    /// <summary>|a x + b| and a number.</summary>
    private static (string, RealSet)? Absolute(Expression left, string relation, Expression right)
    {
        if (left is not { Operation: Operation.Function, Name: "abs" })
        {
            return right is { Operation: Operation.Function, Name: "abs" }
                ? Absolute(right, Mirrored(relation), left)
                : null;
        }
        if (!right.IsConstant())
        {
            return null;
        }
        var opposite = Expression.Negative(right);
        var upper = Polynomial(left[0], relation, right);
        var lower = Polynomial(left[0], Mirrored(relation), opposite);
        if (upper is not var (name, above) || lower is not var (_, below))
        {
            return null;
        }
        var set = relation is ">" or "≥" ? above.Union(below) : above.Intersection(below);
        return set is null ? null : (name, set);
    }

    private static (string, RealSet)? Polynomial(Expression left, string relation, Expression right)
    {
        if (Univariate.Of(left, right) is not { Degree: 1 or 2 } polynomial)
        {
            return null;
        }
        var leading = polynomial.Coefficients[^1];
        relation = leading.Sign < 0 ? Mirrored(relation) : relation;
        var zeros = polynomial.Zeros()!.Select(Endpoint.Of).ToArray();
        if (polynomial.Degree == 1)
        {
            return zeros[0] is { } zero ? (polynomial.Symbol, Side(relation, zero)) : null;
        }
        // Of an upward parabola without real zeros, everything lies above.
        var below =
            zeros is [{ } low, { } high] ? RealSet.Between(low, relation is "≤" or ">", high, relation is "≤" or ">")
            : zeros is [{ } touch] ? RealSet.Between(touch, relation is "≤" or ">", touch, relation is "≤" or ">")
            : RealSet.Empty;
        return relation switch
        {
            "<" or "≤" => (polynomial.Symbol, below),
            ">" or "≥" => (polynomial.Symbol, below.Complement()),
            _ => zeros switch
            {
                [{ } first, { } second] => Side("≠", first).Intersection(Side("≠", second)) is { } rest
                    ? (polynomial.Symbol, rest)
                    : null,
                [{ } only] => (polynomial.Symbol, Side("≠", only)),
                _ => (polynomial.Symbol, RealSet.All),
            },
        };
    }

    private static string Mirrored(string relation) =>
        relation switch
        {
            "<" => ">",
            ">" => "<",
            "≤" => "≥",
            "≥" => "≤",
            _ => relation,
        };
}
