using System.Globalization;
using Platform.Kernels.Statistics;

namespace Platform.Synthetic.Game24;

/// <summary>
/// Generates one text in the style of a language model: correct steps up to an error of a kind that models make, then
/// further steps as if nothing had happened. The proportions are chosen for training: about two labels per text, two thirds
/// of them positive. The forms (order of operands, sorted lists, parentheses, excuses) are those of real samples.
/// </summary>
internal sealed class Narration
{
    private const double LastLinePlain = 0.3;

    private readonly Game24Puzzle puzzle;
    private readonly MoveTable moves;
    private readonly int places; // decimal places; below 2: fractions
    private readonly List<string> lines = [];
    private readonly List<(string A, char Operation, string B)> taken = [];
    private SplitMix random;
    private List<Part> numbers; // the numbers left according to the text, ascending
    private bool wrong;

    public Narration(Game24Puzzle puzzle, MoveTable moves, SplitMix random)
    {
        this.puzzle = puzzle;
        this.moves = moves;
        this.random = random;
        numbers = [.. puzzle.Numbers.Select(Part.Of)];
        places = this.random.Weighted([0.15, 0.1, 0.35, 0.25, 0.1, 0.05]);
    }

    public List<string> Tell()
    {
        while (numbers.Count > 1 && lines.Count < 6)
        {
            if (wrong)
            {
                GoOn();
            }
            else if (
                random.Chance(
                    numbers.Count switch
                    {
                        4 => 0.42,
                        3 => 0.36,
                        _ => 0.25,
                    }
                )
            )
            {
                Err();
            }
            else
            {
                Take(Choose(alive: true)!);
            }

            if (numbers.Count == 0)
            {
                return lines; // gave up
            }
        }
        if (numbers is [var single] && single.Value != Reach.Goal && random.Chance(0.35))
        {
            Unavailable(toGoal: true);
        }

        lines.Add(
            wrong ? FailedEnd()
            : random.Chance(0.33) ? WrongEnd()
            : $"Answer: {Expression()} = 24"
        );
        if (!wrong && numbers is [{ } all] && all.Value == Reach.Goal && random.Chance(0.01))
        {
            lines.Insert(lines.Count - 1, "24 * 1 = 24 (left: 24)");
        }

        return lines;
    }

    /// <summary>Adds the first wrong step.</summary>
    private void Err()
    {
        wrong = true;
        // dead end, wrong list, wrong arithmetic, arithmetic forced to 24, an unavailable number, giving up
        switch (
            random.Weighted(
                numbers.Count switch
                {
                    4 => [0.86, 0.05, 0.05, 0, 0.03, 0.01],
                    3 => [0.70, 0.10, 0.06, 0.03, 0.08, 0.03],
                    _ => [0.27, 0.08, 0.10, 0.27, 0.22, 0.06],
                }
            )
        )
        {
            case 0 when Choose(alive: false) is { } dead:
                Take(dead);
                break;
            case 1:
                WrongList();
                break;
            case 2:
                WrongArithmetic(toGoal: false);
                break;
            case 4:
                Unavailable(toGoal: numbers.Count == 2);
                break;
            case 5:
                lines.Add(Excuses.Make(ref random, LastLinePlain));
                numbers = [];
                break;
            default:
                WrongArithmetic(toGoal: true);
                break;
        }
    }

    /// <summary>
    /// Adds a step to a text that already has an error: mostly correct arithmetic, or a forced 24 at the end.
    /// </summary>
    private void GoOn()
    {
        switch (random.Weighted(numbers.Count == 2 ? [0.55, 0.28, 0.15, 0.02] : [0.93, 0.02, 0.02, 0.03]))
        {
            case 0:
                Take(Choose(alive: null)!);
                break;
            case 1:
                WrongArithmetic(toGoal: true);
                break;
            case 2:
                Unavailable(toGoal: true);
                break;
            default:
                WrongList();
                break;
        }
    }

    private Move? Choose(bool? alive)
    {
        List<Move> possible = [.. moves.Of(numbers).Where(m => alive is null || m.Alive == alive)];
        Span<double> weights = stackalloc double[possible.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = possible[i].Weight;
        }

        return possible.Count == 0 ? null : possible[random.Weighted(weights)];
    }

    private void Take(Move move)
    {
        var (a, b) = Ordered(move);
        var result = new Part(move.Result, Written(move.Result), a, move.Operation, b);
        Say(a.Text, move.Operation, b.Text, result, Without(a, b));
    }

    /// <summary>
    /// Chooses the order of the operands of sums and products: sums are mostly descending, a product of the last two numbers
    /// is mostly ascending.
    /// </summary>
    private (Part A, Part B) Ordered(Move move)
    {
        var (a, b) = (numbers[move.A], numbers[move.B]);
        var swap = move.Operation switch
        {
            '+' => random.Chance(0.85),
            '*' => random.Chance(numbers.Count == 2 ? 0.2 : 0.5),
            _ => false,
        };
        return swap ? (b, a) : (a, b);
    }

    private void WrongArithmetic(bool toGoal)
    {
        // Models mostly claim 24 for a product.
        var products = moves.Of(numbers).Where(m => m.Operation == '*').ToList();
        var move = toGoal && random.Chance(0.7) ? random.Pick(products) : Choose(alive: null)!;
        var (a, b) = Ordered(move);
        var value = move.Result;
        if (toGoal)
        {
            value = Reach.Goal;
        }
        else if (random.Chance(0.4))
        {
            value = Fraction.Apply(a.Value, Reach.Operations[random.Below(4)], b.Value) ?? value;
        }

        if (value == move.Result)
        {
            value = Fraction.Apply(value, random.Chance(0.5) ? '+' : '-', random.Chance(0.7) ? 1 : 10)!.Value;
        }

        Say(a.Text, move.Operation, b.Text, new Part(value, Written(value), a, move.Operation, b), Without(a, b));
    }

    /// <summary>
    /// Adds a step in which one operand is available and the other is not; the other may be chosen to make 24 at the end.
    /// </summary>
    private void Unavailable(bool toGoal)
    {
        wrong = true;
        var a = random.Pick(numbers);
        for (var tries = 0; ; tries++)
        {
            var operation = toGoal && tries < 4 ? '*' : Reach.Operations[random.Below(4)];
            var other = toGoal ? Missing(a.Value, operation) : Foreign();
            if (other is not { } b || numbers.Exists(n => n.Value == b) && tries < 8 || b.Numerator == 0)
            {
                continue;
            }

            if (Fraction.Apply(a.Value, operation, b) is not { } result)
            {
                continue;
            }

            var part = new Part(b, Written(b));
            List<Part> left = [.. numbers.Where(n => !ReferenceEquals(n, a))];
            if (left.Count > 0 && random.Chance(numbers.Count == 2 ? 0.95 : 0.6))
            {
                left.RemoveAt(random.Below(left.Count));
            }

            Say(a.Text, operation, part.Text, new Part(result, Written(result), a, operation, part), left);
            return;
        }
    }

    /// <summary>
    /// Returns the operand that makes 24 with a number: a whole factor or divisor, or any summand; null if none is positive.
    /// </summary>
    private static Fraction? Missing(Fraction value, char operation) =>
        operation switch
        {
            '*' => Whole(Fraction.Apply(24, '/', value)),
            '/' => Whole(Fraction.Apply(value, '/', 24)),
            '+' => Fraction.Apply(24, '-', value),
            _ => Fraction.Apply(value, '-', 24),
        }
            is { Numerator: > 0 } found
            ? found
            : null;

    private static Fraction? Whole(Fraction? value) => value is { IsInteger: true } ? value : null;

    /// <summary>Returns a number of the puzzle or a random one.</summary>
    private Fraction Foreign() => random.Chance(0.6) ? random.Pick(puzzle.Numbers) : 1 + random.Below(13);

    private void WrongList()
    {
        var early = moves.Of(numbers).FirstOrDefault(m => m.Result == Reach.Goal);
        var move = early is not null && random.Chance(0.5) ? early : Choose(alive: random.Chance(0.5) ? true : null);
        move ??= Choose(alive: null)!;
        var (a, b) = Ordered(move);
        var result = new Part(move.Result, Written(move.Result), a, move.Operation, b);
        var left = Without(a, b);
        if (ReferenceEquals(move, early) && left.Count > 0)
        {
            left.RemoveAt(random.Below(left.Count)); // 24 too early, and another number dropped
        }
        else if (left.Count > 0 && random.Chance(0.4))
        {
            left.RemoveAt(random.Below(left.Count));
        }
        else if (left.Count > 0 && random.Chance(0.4))
        {
            left[random.Below(left.Count)] = Part.Of(1 + random.Below(13));
        }
        else
        {
            left.Add(random.Chance(0.5) ? a : random.Pick(numbers));
        }

        Say(a.Text, move.Operation, b.Text, result, left);
    }

    private List<Part> Without(Part a, Part b) =>
        [.. numbers.Where(n => !ReferenceEquals(n, a) && !ReferenceEquals(n, b))];

    private void Say(string a, char operation, string b, Part result, List<Part> left)
    {
        left.Add(result);
        if (!random.Chance(0.008))
        {
            left = [.. left.OrderBy(n => n.Value)];
        }

        taken.Add((a, operation, b));
        lines.Add($"{a} {operation} {b} = {result.Text} (left: {string.Join(' ', left.Select(n => n.Text))})");
        numbers = [.. left.OrderBy(n => n.Value)];
    }

    private string Expression() => numbers[^1].Expression(ref random);

    /// <summary>Returns a wrong last line after correct steps.</summary>
    private string WrongEnd() =>
        random.Chance(0.08) ? Excuses.Make(ref random, LastLinePlain) : $"Answer: {Botched()} = {Claimed(0.93)}";

    /// <summary>
    /// Returns the last line after a wrong step: it claims 24, admits another value, or says that 24 is impossible.
    /// </summary>
    private string FailedEnd()
    {
        var reached = numbers[^1].Value == Reach.Goal;
        return random.Weighted(reached ? [0.45, 0.5, 0.05] : [0.18, 0.22, 0.6]) switch
        {
            0 => $"Answer: {Expression()} = {Claimed(0.75)}",
            1 => $"Answer: {Botched()} = {Claimed(0.85)}",
            _ => Excuses.Make(ref random, LastLinePlain),
        };
    }

    private string Claimed(double goal) =>
        random.Chance(goal) ? "24"
        : random.Chance(0.7)
            ? Written(numbers[^1].Value) is var last && last != "24" ? last
                : "28"
        : (12 + random.Below(60)).ToString(CultureInfo.InvariantCulture);

    private string Botched()
    {
        var whole = numbers[^1];
        List<Part> inner = [.. whole.Inner()];
        List<Part> leaves = [.. whole.Leaves()];
        switch (random.Weighted([0.36, 0.16, 0.14, 0.12, 0.08, 0.08, 0.06]))
        {
            case 0 when taken.Count > 1: // steps as they were written, which contain results of other steps
                var first = random.Pick(taken);
                var second = random.Pick(taken);
                return $"({first.A} {first.Operation} {first.B}) {taken[^1].Operation} ({second.A} {second.Operation} {second.B})";
            case 1 when inner.Count > 1: // something used twice
                return whole.With(random.Pick(leaves), inner[random.Below(inner.Count - 1)]).Expression(ref random);
            case 2 when inner.Count > 1: // a number forgotten
                var shortened = random.Pick(inner);
                return whole
                    .With(shortened, random.Chance(0.5) ? shortened.Left! : shortened.Right!)
                    .Expression(ref random);
            case 3: // parentheses forgotten
                return whole.Expression(ref random, needless: 0).Replace("(", "").Replace(")", "");
            case 4 when inner.Count > 0: // another operation
                var changed = random.Pick(inner);
                return whole
                    .With(changed, changed with { Operation = Reach.Operations[random.Below(4)] })
                    .Expression(ref random);
            case 5: // another number
                return whole.With(random.Pick(leaves), Part.Of(1 + random.Below(13))).Expression(ref random);
            case 6 when inner.Count > 1: // two numbers swapped
                var (a, b) = (random.Pick(leaves), random.Pick(leaves));
                var hole = new Part(0, "");
                return whole.With(a, hole).With(b, a).With(hole, b).Expression(ref random);
            default:
                return $"({Expression()}) {Reach.Operations[random.Below(4)]} {random.Pick(puzzle.Numbers)}";
        }
    }

    /// <summary>Formats a value as a whole number, a short exact decimal, a rounded decimal or a fraction.</summary>
    private string Written(Fraction value)
    {
        if (value.IsInteger)
        {
            return value.ToString();
        }

        for (long scale = 10, digits = 1; digits <= 3; scale *= 10, digits++)
        {
            if (scale % value.Denominator == 0)
            {
                return ((double)value.Numerator / value.Denominator).ToString(
                    $"F{digits}",
                    CultureInfo.InvariantCulture
                );
            }
        }

        return places < 2
            ? value.ToString()
            : ((double)value.Numerator / value.Denominator).ToString($"F{places}", CultureInfo.InvariantCulture);
    }
}
