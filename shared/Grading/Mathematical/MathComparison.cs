namespace Platform.Grading.Mathematical;

/// <summary>The policy that equal means equal: answers are equal when their canonical forms are.</summary>
internal static class MathComparison
{
    public static Verdict Compare(string given, string truth)
    {
        var (a, b) = (MathReading.Of(given), MathReading.Of(truth));
        if (a.Answer is null && a.Text.Length == 0)
        {
            return new(false, "the given answer is empty");
        }
        return IsEqual(a, b) ? new(true, "equal in value") : new(false, Difference(a.Answer, b.Answer));
    }

    private static bool IsEqual(MathReading given, MathReading truth) =>
        given.Answer is { } a && truth.Answer is { } b
            ? MathEquality.Same(Conformity.Conform(a, b), b)
            : MathKey.Of(given) == MathKey.Of(truth);

    private static string Difference(MathAnswer? given, MathAnswer? truth)
    {
        switch (given, truth)
        {
            case (null, _) or (_, null):
                return "differs, and one of the two is no mathematics that is known here";
            case (MathAnswer.Sequence a, MathAnswer.Sequence b):
                return Elements(a, b);
            case (MathAnswer.Collection a, MathAnswer.Collection b):
                return Members(a, b);
            case (MathAnswer.Table a, MathAnswer.Table b):
                return Entries(a.Matrix, b.Matrix);
            case (MathAnswer.Words, MathAnswer.Words):
                return "texts differ";
            case (MathAnswer.Quantity a, MathAnswer.Quantity b) when a.Unit.Dimension != b.Unit.Dimension:
                return "units differ";
            case (MathAnswer.Named a, MathAnswer.Named b) when a.Name != b.Name:
                return "names differ";
            case (MathAnswer.Qualified a, MathAnswer.Qualified b) when a.Qualifier != b.Qualifier:
                return "ranges differ";
            default:
                return given.GetType() == truth.GetType()
                    ? "values differ"
                    : $"{Kind(given)}, the reference is {Kind(truth)}";
        }
    }

    private static string Elements(MathAnswer.Sequence given, MathAnswer.Sequence truth)
    {
        if (given.Open != truth.Open || given.Close != truth.Close)
        {
            return "brackets differ";
        }
        if (given.Items.Length != truth.Items.Length)
        {
            return $"{given.Items.Length} elements, the reference has {truth.Items.Length}";
        }
        return $"tuple element {FirstDifference(given.Items, truth.Items, MathEquality.Same) + 1} differs";
    }

    private static string Members(MathAnswer.Collection given, MathAnswer.Collection truth)
    {
        var (a, b) = (Distinct(given.Items), Distinct(truth.Items));
        var missing = b.Count(member => !Contains(a, member));
        var extra = a.Count(member => !Contains(b, member));
        return $"of {b.Count} values {missing} missing, {extra} more than asked";
    }

    private static List<MathAnswer> Distinct(MathAnswer[] items)
    {
        const int MostCompared = 50;
        var distinct = new List<MathAnswer>(items.Length);
        foreach (var item in items)
        {
            if (items.Length > MostCompared || !Contains(distinct, item))
            {
                distinct.Add(item);
            }
        }
        return distinct;
    }

    private static bool Contains(List<MathAnswer> items, MathAnswer member) =>
        items.Exists(item => MathEquality.Same(item, member));

    private static string Entries(Matrix given, Matrix truth)
    {
        if (given.Height != truth.Height || given.Width != truth.Width)
        {
            return "matrices of different size";
        }
        for (var row = 0; row < given.Height; row++)
        {
            if (FirstDifference(given.Rows[row], truth.Rows[row], MathEquality.SameValue) is var column and >= 0)
            {
                return $"matrix entry ({row + 1}, {column + 1}) differs";
            }
        }
        return "matrices differ";
    }

    private static int FirstDifference<T>(T[] given, T[] truth, Func<T, T, bool> isSame)
    {
        for (var i = 0; i < given.Length; i++)
        {
            if (!isSame(given[i], truth[i]))
            {
                return i;
            }
        }
        return -1;
    }

    private static string Kind(MathAnswer answer) =>
        answer switch
        {
            MathAnswer.Value => "a value",
            MathAnswer.Sequence => "a tuple or interval",
            MathAnswer.Collection or MathAnswer.Progression => "several values",
            MathAnswer.Combined or MathAnswer.Reals or MathAnswer.NamedSet => "a set",
            MathAnswer.Table => "a matrix",
            MathAnswer.Quantity => "a quantity",
            MathAnswer.Time => "a time",
            MathAnswer.Named or MathAnswer.Assignment => "a named value",
            MathAnswer.Statement => "a statement",
            MathAnswer.Qualified qualified => Kind(qualified.Answer),
            MathAnswer.Words => "words",
            _ => "something else",
        };
}
