using System.Text;

namespace Platform.Synthetic.Game24;

/// <summary>The possible steps from the states of one puzzle; each state is computed once.</summary>
internal sealed class MoveTable
{
    private readonly Dictionary<string, IReadOnlyList<Move>> known = new(StringComparer.Ordinal);

    /// <summary>Returns the steps from at least two numbers in ascending order.</summary>
    public IReadOnlyList<Move> Of(IReadOnlyList<Part> numbers)
    {
        var key = new StringBuilder();
        foreach (var number in numbers)
        {
            key.Append(number.Value).Append(' ');
        }

        var text = key.ToString();
        if (!known.TryGetValue(text, out var moves))
        {
            known.Add(text, moves = Moves([.. numbers.Select(n => n.Value)]));
        }

        return moves;
    }

    /// <summary>
    /// The weights follow models, which subtract the smaller number from the larger, prefer whole quotients and avoid
    /// fractions.
    /// </summary>
    private static List<Move> Moves(Fraction[] numbers)
    {
        List<Move> moves = [];
        for (var i = 0; i < numbers.Length; i++)
        {
            for (var j = i + 1; j < numbers.Length; j++)
            {
                Add(i, '+', j, 0.35);
                Add(i, '*', j, 0.35);
                Add(j, '-', i, 0.8);
                Add(j, '/', i, 1);
                if (numbers[i] != numbers[j])
                {
                    Add(i, '/', j, 1);
                }
            }
        }
        return moves;

        void Add(int a, char operation, int b, double weight)
        {
            if (Fraction.Apply(numbers[a], operation, numbers[b]) is not { } result)
            {
                return;
            }

            Fraction[] rest = [.. numbers.Where((_, k) => k != a && k != b), result];
            var odd = result.IsInteger && result.Numerator != 0 ? 1 : 0.06;
            moves.Add(new Move(a, operation, b, result, Reach.Possible(rest), weight * odd));
        }
    }
}
