using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>
/// Whether two answers have the same key, decided without writing the keys where that is possible: most pairs differ clearly
/// or are built alike.
/// </summary>
internal static class MathEquality
{
    private const int MostPaired = 6;

    public static bool Same(MathAnswer a, MathAnswer b) =>
        (a, b) switch
        {
            (MathAnswer.Value x, MathAnswer.Value y) => SameValue(x.Expression, y.Expression),
            (MathAnswer.Sequence x, MathAnswer.Sequence y)
                when x.Items.Length == y.Items.Length && !x.IsRatio && !y.IsRatio => x.Open == y.Open
                && x.Close == y.Close
                && All(x.Items, y.Items),
            (MathAnswer.Table x, MathAnswer.Table y) => SameEntries(x.Matrix.Rows, y.Matrix.Rows),
            (MathAnswer.Collection x, MathAnswer.Collection y) when AreValues(x) && AreValues(y) => Includes(x, y)
                && Includes(y, x),
            (MathAnswer.Quantity x, MathAnswer.Quantity y) when x.Unit == y.Unit => Same(x.Amount, y.Amount),
            _ => Sides(a) is { } x && Sides(b) is { } y && Equations.Same(x, y) is { } isSame
                ? isSame
                : MathKey.OfWhole(a) == MathKey.OfWhole(b),
        };

    /// <summary>The sides of an equation with more than one symbol.</summary>
    private static (Expression Left, Expression Right)? Sides(MathAnswer answer) =>
        answer switch
        {
            MathAnswer.Statement { Relations: ["="], Sides: [MathAnswer.Value left, MathAnswer.Value right] } => (
                left.Expression,
                right.Expression
            ),
            MathAnswer.Named { Left: { } name, Meaning: MathAnswer.Value value }
                when MathKey.Varies(value.Expression) => (name, value.Expression),
            _ => null,
        };

    private static bool AreValues(MathAnswer.Collection collection) =>
        collection.Items.Length is > 0 and <= MostPaired
        && Array.TrueForAll(collection.Items, item => item is MathAnswer.Value);

    private static bool Includes(MathAnswer.Collection collection, MathAnswer.Collection others)
    {
        foreach (var other in others.Items)
        {
            if (!Array.Exists(collection.Items, item => SameValue(Expression(item), Expression(other))))
            {
                return false;
            }
        }
        return true;

        static Expression Expression(MathAnswer item) => ((MathAnswer.Value)item).Expression;
    }

    private static bool All(MathAnswer[] a, MathAnswer[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            var isSame =
                a[i] is MathAnswer.Value x && b[i] is MathAnswer.Value y
                    ? SameValue(x.Expression, y.Expression)
                    : MathKey.Of(a[i]) == MathKey.Of(b[i]);
            if (!isSame)
            {
                return false;
            }
        }
        return true;
    }

    private static bool SameEntries(Expression[][] a, Expression[][] b)
    {
        if (a.Length != b.Length || a[0].Length != b[0].Length)
        {
            return false;
        }
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < a[i].Length; j++)
            {
                if (!SameValue(a[i][j], b[i][j]))
                {
                    return false;
                }
            }
        }
        return true;
    }

    public static bool SameValue(Expression a, Expression b)
    {
        if (a.Operation == Operation.Number && b.Operation == Operation.Number)
        {
            return a.Value == b.Value;
        }
        if (Approximation.Of(a).Differs(Approximation.Of(b)))
        {
            return false;
        }
        return a.IsBuiltAs(b) || (Exactly(a, b) ?? MathKey.OfValue(a) == MathKey.OfValue(b));
    }

    /// <summary>
    /// Exactly, for rational functions and for numbers whose roots and constants are independent; null for others.
    /// </summary>
    private static bool? Exactly(Expression a, Expression b)
    {
        if (RationalValue.Of(a) is { } x && RationalValue.Of(b) is { } y)
        {
            return x == y;
        }
        var work = Work.ForOneComparison();
        if (
            Form.Of(a, work) is not { } left
            || Form.Of(b, work) is not { } right
            || left.Difference(right, work) is not { } difference
        )
        {
            return null;
        }
        if (left.IsRational && right.IsRational)
        {
            return difference.IsZero;
        }
        var isConstant = a.IsConstant() && b.IsConstant();
        return isConstant && difference.IsZero ? true
            : isConstant && difference.IsIndependent ? false
            : null;
    }
}
