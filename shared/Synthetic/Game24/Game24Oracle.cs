using System.Text.RegularExpressions;

namespace Platform.Synthetic.Game24;

/// <summary>
/// Labels solutions to the Game of 24 line by line, with exact arithmetic. A step <c>10 - 4 = 6 (left: 5 6 6)</c> is correct
/// if its arithmetic is correct, both operands are available, the numbers listed as left are the numbers left (in any
/// order), and 24 can still be made from them. The line <c>Answer: (5 * (10 - 4)) - 6 = 24</c> is correct if it is an
/// expression of exactly the puzzle's numbers that equals 24. Every other line is wrong. Lines after the first wrong line
/// are not rated.
/// </summary>
public static partial class Game24Oracle
{
    /// <summary>Name and version of the labeller; the version changes whenever a label may change.</summary>
    public const string Labeller = "oracle:game24-1";

    private const string Answer = "Answer:";
    private const int LongestLine = 200;

    /// <summary>Returns null if the statement is not a puzzle.</summary>
    /// <param name="statement">As <see cref="Game24Puzzle.Statement"/>.</param>
    /// <param name="steps">Any lines; malformed lines do not throw.</param>
    public static OracleLabels? Judge(string statement, IReadOnlyList<string> steps) =>
        Game24Puzzle.OfStatement(statement) is { } puzzle ? Judge(puzzle, steps) : null;

    /// <summary>Labels a solution to a puzzle.</summary>
    public static OracleLabels Judge(Game24Puzzle puzzle, IReadOnlyList<string> steps)
    {
        var labels = new short?[steps.Count];
        List<Fraction> numbers = [.. puzzle.Numbers.Select(n => (Fraction)n)];
        var answered = false;
        for (var i = 0; i < labels.Length; i++)
        {
            var line = steps[i].AsSpan().Trim();
            var right =
                !answered
                && line.Length <= LongestLine
                && (line.StartsWith(Answer) ? answered = Answers(line[Answer.Length..], puzzle) : Step(line, numbers));
            labels[i] = (short)(right ? 1 : -1);
            if (!right)
            {
                return new(labels, false);
            }
        }
        return new(labels, answered);
    }

    /// <summary>
    /// Applies a correct step to <paramref name="numbers"/>. If the result is false, the list is no longer valid.
    /// </summary>
    private static bool Step(ReadOnlySpan<char> line, List<Fraction> numbers)
    {
        var parts = StepLine().Match(line.ToString());
        return parts.Success
            && Take(parts.Groups["a"].ValueSpan, numbers) is { } a
            && Take(parts.Groups["b"].ValueSpan, numbers) is { } b
            && Fraction.Apply(a, parts.Groups["op"].ValueSpan[0], b) is { } result
            && WrittenNumber.TryRead(parts.Groups["c"].ValueSpan, out var written)
            && written.StandsFor(result)
            && IsLeft(parts.Groups["left"].Value, numbers, result)
            && Reach.Possible([.. numbers]);
    }

    /// <summary>Removes and returns the number that the text stands for; returns null if there is none.</summary>
    private static Fraction? Take(ReadOnlySpan<char> text, List<Fraction> numbers)
    {
        if (!WrittenNumber.TryRead(text, out var written))
        {
            return null;
        }

        var index = numbers.FindIndex(written.StandsFor);
        if (index < 0)
        {
            return null;
        }

        var number = numbers[index];
        numbers.RemoveAt(index);
        return number;
    }

    /// <summary>Adds the result to the numbers and compares them with the list in the text.</summary>
    private static bool IsLeft(string left, List<Fraction> numbers, Fraction result)
    {
        numbers.Add(result);
        var words = left.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<Fraction> open = [.. numbers];
        return words.Length == numbers.Count && Array.TrueForAll(words, word => Take(word, open) is not null);
    }

    private static bool Answers(ReadOnlySpan<char> text, Game24Puzzle puzzle)
    {
        var equals = text.LastIndexOf('=');
        if (equals < 0 || text[(equals + 1)..].Trim() is not "24")
        {
            return false;
        }

        List<int> numbers = [];
        if (AnswerExpression.Evaluate(text[..equals], numbers) != Reach.Goal)
        {
            return false;
        }

        numbers.Sort();
        return numbers.SequenceEqual(puzzle.Numbers);
    }

    [GeneratedRegex(@"^(?<a>\S+) (?<op>[-+*/]) (?<b>\S+) = (?<c>\S+) \(left: (?<left>[^()]*)\)$")]
    private static partial Regex StepLine();
}
