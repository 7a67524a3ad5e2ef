using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>
/// Whether two answers have the same key, decided without writing the keys where that is possible: most pairs differ clearly
/// or are built alike.
/// </summary>
internal static class MathEquality
{
    private const int MostPaired = 8;
    private const int ValueFamily = 0;
    private const int SequenceFamily = 1;
    private const int SetFamily = 2;
    private const int StatementFamily = 3;
    private const int OtherFamily = 4;

    public static bool Same(MathAnswer a, MathAnswer b) =>
        (a, b) switch
        {
            (MathAnswer.Value x, MathAnswer.Value y) => SameValue(x, y),
            (MathAnswer.Sequence x, MathAnswer.Sequence y)
                when x.Items.Length == y.Items.Length && !x.IsRatio && !y.IsRatio => x.Open == y.Open
                && x.Close == y.Close
                && AllSame(x.Items, y.Items),
            (MathAnswer.Collection x, MathAnswer.Collection y) when AreFew(x) && AreFew(y) => x.Connective
                == y.Connective
                && Includes(x, y)
                && (x.Items.Length == y.Items.Length && AreDistinct(y) || Includes(y, x)),
            (MathAnswer.Reals x, MathAnswer.Reals y) => SameSet(x.Set, y.Set),
            (MathAnswer.Table x, MathAnswer.Table y) => SameEntries(x.Matrix.Rows, y.Matrix.Rows),
            (MathAnswer.Quantity x, MathAnswer.Quantity y) when x.Unit == y.Unit => Same(x.Amount, y.Amount),
            (MathAnswer.Assignment x, MathAnswer.Assignment y) when x.Values.Length == y.Values.Length =>
                Array.TrueForAll(
                    x.Values,
                    value => Array.Exists(y.Values, other => other.Name == value.Name && Same(value, other))
                ),
            (MathAnswer.Named x, MathAnswer.Named y) => SameNamed(x, y),
            (MathAnswer.Statement x, MathAnswer.Statement y) when AreBuiltAlike(x, y) => true,
            _ => MayCoincide(Family(a), Family(b)) && (SameEquation(a, b) ?? MathKey.OfWhole(a) == MathKey.OfWhole(b)),
        };

    /// <summary>Answers of different families have different keys.</summary>
    private static int Family(MathAnswer answer) =>
        answer switch
        {
            MathAnswer.Value => ValueFamily,
            MathAnswer.Sequence { IsRatio: false } => SequenceFamily,
            MathAnswer.Collection or MathAnswer.Reals => SetFamily,
            MathAnswer.Statement or MathAnswer.Named => StatementFamily,
            _ => OtherFamily,
        };

    /// <summary>A set of one value may count as that value, an interval as the set of its numbers.</summary>
    private static bool MayCoincide(int a, int b) =>
        a == b
        || (a == SetFamily && b is ValueFamily or SequenceFamily)
        || (b == SetFamily && a is ValueFamily or SequenceFamily);

    public static bool SameValue(Expression a, Expression b) =>
        SameValue(new MathAnswer.Value(a), new MathAnswer.Value(b));

    private static bool SameValue(MathAnswer.Value first, MathAnswer.Value second)
    {
        var (a, b) = (first.Expression, second.Expression);
        if (a.Operation == Operation.Number && b.Operation == Operation.Number)
        {
            return a.Value == b.Value;
        }
        if (Approximation.Of(a).Differs(Approximation.Of(b)))
        {
            return false;
        }
        return a.IsBuiltAs(b) || (Exactly(a, b) ?? first.Key == second.Key);
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
            !a.IsAlgebraic()
            || !b.IsAlgebraic()
            || Form.Of(a, work) is not { } left
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

    /// <summary>Element by element; parts of an answer that are no values by their keys.</summary>
    private static bool AllSame(MathAnswer[] a, MathAnswer[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (!SamePart(a[i], b[i]))
            {
                return false;
            }
        }
        return true;
    }

    private static bool SamePart(MathAnswer a, MathAnswer b) =>
        a is MathAnswer.Value x && b is MathAnswer.Value y ? SameValue(x, y)
        : a is MathAnswer.Sequence { IsRatio: false } p && b is MathAnswer.Sequence { IsRatio: false } q ? Same(p, q)
        : MathKey.Of(a) == MathKey.Of(b);

    private static bool AreFew(MathAnswer.Collection collection) =>
        collection.Items.Length is > 1 and <= MostPaired
        && Array.TrueForAll(
            collection.Items,
            item => item is MathAnswer.Value or MathAnswer.Sequence { IsRatio: false }
        );

    private static bool AreDistinct(MathAnswer.Collection collection)
    {
        for (var i = 1; i < collection.Items.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (SamePart(collection.Items[i], collection.Items[j]))
                {
                    return false;
                }
            }
        }
        return true;
    }

    private static bool Includes(MathAnswer.Collection collection, MathAnswer.Collection others) =>
        Array.TrueForAll(others.Items, other => Array.Exists(collection.Items, item => SamePart(item, other)));

    private static bool SameSet(RealSet a, RealSet b)
    {
        if (a.Intervals.Count != b.Intervals.Count)
        {
            return false;
        }
        for (var i = 0; i < a.Intervals.Count; i++)
        {
            var (x, y) = (a.Intervals[i], b.Intervals[i]);
            if (
                (x.WithLow, x.WithHigh) != (y.WithLow, y.WithHigh)
                || !SameValue(x.Low.Expression, y.Low.Expression)
                || !SameValue(x.High.Expression, y.High.Expression)
            )
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

    private static bool SameNamed(MathAnswer.Named a, MathAnswer.Named b)
    {
        if (a.Meaning is MathAnswer.Value x && b.Meaning is MathAnswer.Value y)
        {
            if (a.Name == b.Name && x.Expression.IsBuiltAs(y.Expression))
            {
                return true;
            }
            // What is a function is no equation.
            return a.Left is null == b.Left is null && (SameEquation(a, b) ?? MathKey.OfWhole(a) == MathKey.OfWhole(b));
        }
        return a.Name == b.Name && (Same(a.Meaning, b.Meaning) || MathKey.OfWhole(a) == MathKey.OfWhole(b));
    }

    /// <summary>Exactly, for equations between rational functions; null for anything else.</summary>
    private static bool? SameEquation(MathAnswer a, MathAnswer b) =>
        Sides(a) is { } x && Sides(b) is { } y ? Equations.Same(x, y) : null;

    private static bool AreBuiltAlike(MathAnswer.Statement a, MathAnswer.Statement b)
    {
        if (!a.Relations.AsSpan().SequenceEqual(b.Relations))
        {
            return false;
        }
        for (var i = 0; i < a.Sides.Length; i++)
        {
            if (
                a.Sides[i] is not MathAnswer.Value x
                || b.Sides[i] is not MathAnswer.Value y
                || !x.Expression.IsBuiltAs(y.Expression)
            )
            {
                return false;
            }
        }
        return true;
    }

    private static (Expression Left, Expression Right)? Sides(MathAnswer answer) =>
        answer switch
        {
            MathAnswer.Statement { Relations: ["="], Sides: [MathAnswer.Value left, MathAnswer.Value right] } => (
                left.Expression,
                right.Expression
            ),
            MathAnswer.Named { Left: { } name, Meaning: MathAnswer.Value value }
                when ValueKey.Varies(value.Expression) => (name, value.Expression),
            _ => null,
        };
}
