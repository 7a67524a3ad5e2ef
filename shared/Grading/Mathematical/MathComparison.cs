using Platform.Grading.Algebra;

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
        if (a.Answer is MathAnswer.Value x && b.Answer is MathAnswer.Value y && Differ(x.Expression, y.Expression))
        {
            return new(false, "values differ");
        }
        return MathKey.Of(a, b) == MathKey.Of(b)
            ? new(true, "equal in value")
            : new(false, Difference(a.Answer, b.Answer));
    }

    /// <summary>Whether two values are certain to differ, without the cost of their keys.</summary>
    private static bool Differ(Expression a, Expression b) =>
        a.Operation == Operation.Number && b.Operation == Operation.Number
            ? a.Value != b.Value
            : Approximation.Of(a).Differs(Approximation.Of(b));

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
        var at = FirstDifference(Array.ConvertAll(given.Items, MathKey.Of), Array.ConvertAll(truth.Items, MathKey.Of));
        return $"tuple element {at + 1} differs";
    }

    private static string Members(MathAnswer.Collection given, MathAnswer.Collection truth)
    {
        var (a, b) = (given.Items.Select(MathKey.Of).ToHashSet(), truth.Items.Select(MathKey.Of).ToHashSet());
        var missing = b.Count(member => !a.Contains(member));
        var extra = a.Count(member => !b.Contains(member));
        return $"of {b.Count} values {missing} missing, {extra} more than asked";
    }

    private static string Entries(Matrix given, Matrix truth)
    {
        if (given.Height != truth.Height || given.Width != truth.Width)
        {
            return "matrices of different size";
        }
        for (var row = 0; row < given.Height; row++)
        {
            var (left, right) = (given.Rows[row], truth.Rows[row]);
            if (
                FirstDifference(Array.ConvertAll(left, MathKey.OfValue), Array.ConvertAll(right, MathKey.OfValue))
                is var column
                    and >= 0
            )
            {
                return $"matrix entry ({row + 1}, {column + 1}) differs";
            }
        }
        return "matrices differ";
    }

    private static int FirstDifference(string[] given, string[] truth)
    {
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i] != truth[i])
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
