namespace Platform.Grading.Mathematical;

/// <summary>The policy that equal means equal: answers are equal exactly when their canonical forms are.</summary>
internal static class MathComparison
{
    public static Verdict Compare(string given, string truth)
    {
        var (a, b) = (MathKey.Read(given), MathKey.Read(truth));
        var (left, right) = (MathKey.Of(a, given), MathKey.Of(b, truth));
        return left == right ? new(true, "equal in value") : new(false, Difference(a, b));
    }

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
            case (MathAnswer.Matrix a, MathAnswer.Matrix b):
                return Entries(a, b);
            case (MathAnswer.Words, MathAnswer.Words):
                return "texts differ";
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
        var at = FirstDifference(given.Items, truth.Items);
        return $"tuple element {at + 1} differs";
    }

    private static string Members(MathAnswer.Collection given, MathAnswer.Collection truth)
    {
        var (a, b) = (given.Items.Select(MathKey.Of).ToHashSet(), truth.Items.Select(MathKey.Of).ToHashSet());
        var missing = b.Count(member => !a.Contains(member));
        var extra = a.Count(member => !b.Contains(member));
        return $"of {b.Count} values {missing} missing, {extra} more than asked";
    }

    private static string Entries(MathAnswer.Matrix given, MathAnswer.Matrix truth)
    {
        if (!given.Rows.Select(row => row.Length).SequenceEqual(truth.Rows.Select(row => row.Length)))
        {
            return "matrices of different size";
        }
        for (var row = 0; row < given.Rows.Length; row++)
        {
            if (FirstDifference(given.Rows[row], truth.Rows[row]) is var column and >= 0)
            {
                return $"matrix entry ({row + 1}, {column + 1}) differs";
            }
        }
        return "matrices differ";
    }

    private static int FirstDifference(MathAnswer[] given, MathAnswer[] truth)
    {
        for (var i = 0; i < given.Length; i++)
        {
            if (MathKey.Of(given[i]) != MathKey.Of(truth[i]))
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
            MathAnswer.Collection => "several values",
            MathAnswer.Combined => "a union of sets",
            MathAnswer.Matrix => "a matrix",
            MathAnswer.Statement => "a statement",
            _ => "words",
        };
}
