using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Reduces relations to their meaning: <c>x = 5</c> names 5, <c>-2 ≤ x ≤ 7</c> is [-2, 7].</summary>
internal static class Statements
{
    /// <param name="sides">The sides, one more than the relations between them.</param>
    /// <param name="labels">For each side, the name that it is; null if it is none.</param>
    public static MathAnswer Simplify(MathAnswer[] sides, string[] relations, string?[] labels)
    {
        if (Array.TrueForAll(relations, relation => relation is "=" or "≈"))
        {
            return Equation(sides, relations, labels);
        }
        var membership =
            relations is ["∈" or "∉"] && labels[0] is { } element ? Membership(element, sides, relations[0]) : null;
        return membership ?? (MathAnswer?)Inequalities.Solve(sides, relations, labels) ?? Ascending(sides, relations);
    }

    /// <summary>A chain that descends, <c>c > b > a</c>, is the one that ascends.</summary>
    private static MathAnswer.Statement Ascending(MathAnswer[] sides, string[] relations) =>
        relations.Length > 1 && Array.TrueForAll(relations, relation => relation is ">" or "≥")
            ? new([.. sides.Reverse()], [.. relations.Reverse().Select(relation => relation == ">" ? "<" : "≤")])
            : new(sides, relations);

    /// <summary>A congruence whose left side is a name, or any other.</summary>
    public static MathAnswer? Congruence(
        List<MathAnswer> sides,
        List<string> relations,
        string? label,
        Expression modulus
    )
    {
        if (relations is not ["≡" or "="] || sides[1] is not MathAnswer.Value right)
        {
            return null;
        }
        var residue = new MathAnswer.Residue(right.Expression, modulus);
        return label is not null
            ? new MathAnswer.Named(label, residue)
            : new MathAnswer.Statement([sides[0], residue], ["≡"]);
    }

    public static bool IsConstant(MathAnswer answer) =>
        answer is MathAnswer.Value { Expression: var expression } && expression.IsConstant();

    private static MathAnswer Equation(MathAnswer[] sides, string[] relations, string?[] labels)
    {
        if (labels[0] is { } label && !Occurs(sides[0], sides[^1]) && !IsUnknownSize(sides[0]))
        {
            return sides.Length > 2 && Shared(sides, labels) is { } shared ? shared : Named(label, sides[0], sides[^1]);
        }
        if (sides.Length == 2 && labels[1] is { } right && !Occurs(sides[1], sides[0]))
        {
            return Named(right, sides[1], sides[0]) is MathAnswer.Named named
                ? named with
                {
                    IsSolved = !IsConstant(sides[0]),
                }
                : new MathAnswer.Statement(sides, relations);
        }
        if (Array.TrueForAll(sides, IsConstant))
        {
            // A computation ends in its result; 0 = 0 is none.
            var isComputation = sides[0] is MathAnswer.Value { Expression.Operation: not Operation.Number };
            return isComputation && Array.TrueForAll(sides, side => MathEquality.Same(side, sides[^1]))
                ? sides[^1]
                : new MathAnswer.Statement(sides, relations);
        }
        return
            sides is [MathAnswer.Value a, MathAnswer.Value b]
            && Equations.Solve(a.Expression, b.Expression) is { } solved
            ? solved
            : new MathAnswer.Statement(sides, relations);
    }

    /// <summary>One value under several names, <c>a = b = 5</c>; null if only the first side is a name.</summary>
    private static MathAnswer.Named? Shared(MathAnswer[] sides, string?[] labels)
    {
        var names = labels[..^1]
            .Select((label, i) => label is null || IsConstant(sides[i]) ? null : Name(label, sides[i]))
            .ToArray();
        return IsConstant(sides[^1]) && names.Count(name => name is not null) > 1
            ? new MathAnswer.Named(string.Join(" = ", names.OfType<string>().Order(StringComparer.Ordinal)), sides[^1])
            : null;
    }

    /// <summary>The absolute value of an unknown real number, unlike the length |AB|.</summary>
    private static bool IsUnknownSize(MathAnswer side) =>
        side
            is MathAnswer.Value
            {
                Expression: { Operation: Operation.Function, Name: "abs", Operands: [{ Name: "x" or "y" or "t" }] }
            };

    /// <summary>Whether a name is used on the other side too, so that the equation does not define it.</summary>
    private static bool Occurs(MathAnswer name, MathAnswer value) =>
        name is MathAnswer.Value { Expression: { Operation: Operation.Symbol, Name: var symbol } }
        && value is MathAnswer.Value { Expression: var expression }
        && expression.Contains(symbol);

    private static MathAnswer Named(string label, MathAnswer left, MathAnswer value)
    {
        if (
            Labels.Tuple(label) is { } names
            && value is MathAnswer.Sequence { IsTuple: true, Items: var items }
            && items.Length == names.Length
        )
        {
            return NamedValues.Named(names, items);
        }
        var symbol = left is MathAnswer.Value { Expression: { Operation: Operation.Symbol } expression }
            ? expression
            : null;
        return new MathAnswer.Named(symbol?.Name ?? label, value, symbol);
    }

    private static MathAnswer? Membership(string element, MathAnswer[] sides, string relation)
    {
        var name = Name(element, sides[0]);
        return relation == "∈" ? new MathAnswer.Named(name, sides[1])
            : RealSet.Of(sides[1]) is { } set ? new MathAnswer.Named(name, new MathAnswer.Reals(set.Complement()))
            : null;
    }

    public static string Name(string label, MathAnswer side) =>
        side is MathAnswer.Value { Expression: { Operation: Operation.Symbol, Name: var symbol } } ? symbol : label;
}
