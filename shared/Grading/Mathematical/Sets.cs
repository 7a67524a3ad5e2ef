using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Operations on sets: exact where all elements are known real numbers, by form elsewhere.</summary>
internal static class Sets
{
    private const int MostIntegers = 500;

    public static MathAnswer? Combine(string sign, MathAnswer left, MathAnswer right)
    {
        if (RealSet.Of(left) is { } a && RealSet.Of(right) is { } b)
        {
            var result = sign switch
            {
                "∪" => a.Union(b),
                "∩" => a.Intersection(b),
                _ => a.Without(b),
            };
            return result is null ? null : new MathAnswer.Reals(result);
        }
        // What is no set takes no part.
        var isSymbolic = IsSet(left) && IsSet(right);
        return !isSymbolic ? null
            : sign != "∖" && left is MathAnswer.Combined combined && combined.Operator == sign
                ? new MathAnswer.Combined(sign, [.. combined.Items, right])
            : new MathAnswer.Combined(sign, [left, right]);
    }

    /// <summary>The elements of a set that satisfy a condition on the name they go by.</summary>
    public static MathAnswer? Where(string name, string set, MathAnswer condition)
    {
        var values = condition is MathAnswer.Named named && named.Name == name ? named.Meaning : null;
        return (set, values) switch
        {
            ("" or MathCommands.Reals, not null) => values is MathAnswer.Value
                ? new MathAnswer.Collection([values], IsSet: true)
                : values,
            ("ℤ", MathAnswer.Reals reals) when Integers(reals.Set) is { } integers => new MathAnswer.Collection(
                integers,
                IsSet: true
            ),
            _ => new MathAnswer.Combined("|", [new MathAnswer.Words(name + "∈" + set), condition]),
        };
    }

    /// <summary>The numbers of a finite set; null if it is empty.</summary>
    public static MathAnswer.Collection? Points(RealSet set) =>
        set.Intervals.Count == 0
            ? null
            : new([.. set.Intervals.Select(interval => new MathAnswer.Value(interval.Low.Expression))], IsSet: true);

    private static bool IsSet(MathAnswer answer) =>
        answer
            is MathAnswer.Reals
                or MathAnswer.NamedSet
                or MathAnswer.Collection
                or MathAnswer.Combined
                or MathAnswer.Value { Expression.Operation: Operation.Symbol }
                or MathAnswer.Sequence { Items.Length: 2 };

    /// <summary>The integers of a bounded set; null if it has too many.</summary>
    private static MathAnswer[]? Integers(RealSet set)
    {
        List<MathAnswer> integers = [];
        foreach (var interval in set.Intervals)
        {
            if (
                RationalValue.Of(interval.Low.Expression) is not { } low
                || RationalValue.Of(interval.High.Expression) is not { } high
                || high - low > MostIntegers
            )
            {
                return null;
            }
            var first = low.IsInteger && !interval.WithLow ? low.Floor() + 1 : -(-low).Floor();
            for (var i = first; high > i || (high == (Rational)i && interval.WithHigh); i++)
            {
                integers.Add(new MathAnswer.Value(Expression.Number(i)));
            }
        }
        return [.. integers];
    }
}
