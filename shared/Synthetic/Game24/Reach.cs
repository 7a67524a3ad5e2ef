namespace Platform.Synthetic.Game24;

/// <summary>
/// Decides whether 24 can be made from numbers, each used once, by trying every operation on every pair with exact
/// arithmetic.
/// </summary>
internal static class Reach
{
    public const string Operations = "+-*/";

    public static readonly Fraction Goal = 24;

    /// <summary>Takes 1 to 4 numbers.</summary>
    public static bool Possible(ReadOnlySpan<Fraction> numbers)
    {
        if (numbers.Length == 1)
        {
            return numbers[0] == Goal;
        }

        Span<Fraction> rest = stackalloc Fraction[numbers.Length - 1];
        for (var i = 0; i < numbers.Length; i++)
        {
            for (var j = i + 1; j < numbers.Length; j++)
            {
                var kept = 0;
                for (var k = 0; k < numbers.Length; k++)
                {
                    if (k != i && k != j)
                    {
                        rest[kept++] = numbers[k];
                    }
                }

                if (
                    Try(numbers[i], '+', numbers[j], rest)
                    || Try(numbers[i], '*', numbers[j], rest)
                    || Try(numbers[i], '-', numbers[j], rest)
                    || Try(numbers[j], '-', numbers[i], rest)
                    || Try(numbers[i], '/', numbers[j], rest)
                    || Try(numbers[j], '/', numbers[i], rest)
                )
                {
                    return true;
                }
            }
        }
        return false;
    }

    private static bool Try(Fraction a, char operation, Fraction b, Span<Fraction> rest)
    {
        if (Fraction.Apply(a, operation, b) is not { } result)
        {
            return false;
        }

        rest[^1] = result;
        return Possible(rest);
    }
}
