using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Kernels.Statistics;

namespace Platform.Synthetic;

/// <summary>
/// Terms of a sequence, defined by a rule that uses the previous one or two terms or whether a term is even.
/// </summary>
internal static partial class Sequence
{
    public static string Make(ref SplitMix random, int level)
    {
        var rule = random.Below(4) switch
        {
            0 => "the sum of the two before it",
            1 => $"twice the one before it minus {2 + random.Below(20)}",
            2 => $"the one two before it plus {2 + random.Below(14)}",
            _ => $"half the one before it if that is even, else the one before it plus {3 + (2 * random.Below(8))}",
        };
        var start = rule.StartsWith("the sum", StringComparison.Ordinal) ? 12 : 24;
        return $"t 1 = {1 + random.Below(start)}. t 2 = {1 + random.Below(start)}. Each later term is {rule}. Find t {4 + level}.";
    }

    public static ReadProblem? Read(string statement)
    {
        if (Whole().Match(statement) is not { Success: true } parts)
        {
            return null;
        }

        var (first, second, number, wanted) = (Number("a"), Number("b"), Number("k"), Number("n"));
        return wanted is < 3 or > 20 ? null : Quantities.Read($"t {wanted}", Define);

        int Number(string group) =>
            !parts.Groups[group].Success
                ? 0
                : int.Parse(parts.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

        Quantity? Define(string name, Func<string, int?> value)
        {
            if (
                !name.StartsWith("t ", StringComparison.Ordinal)
                || !int.TryParse(name.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                || name != $"t {at}"
                || at < 1
                || at > wanted
            )
            {
                return null;
            }

            if (at < 3)
            {
                return new(name, at == 1 ? first : second, []);
            }

            var rule = parts.Groups["rule"].ValueSpan;
            if (rule.StartsWith("the one"))
            {
                return Back(at - 2) is { } two
                    ? new(name, two + number, [$"{two} + {number}", $"{number} + {two}"])
                    : null;
            }
            // Compute the earlier term first, so that the lines are in order.
            var b = rule.StartsWith("the sum") ? Back(at - 2) : 0;
            if (Back(at - 1) is not { } a || b is null)
            {
                return null;
            }

            return rule.StartsWith("the sum") ? new(name, a + b.Value, [$"{b} + {a}", $"{a} + {b}"])
                : rule.StartsWith("twice") ? new(name, (2 * a) - number, [$"{a} * 2 - {number}", $"2 * {a} - {number}"])
                : a % 2 == 0 ? new(name, a / 2, [$"{a} / 2"])
                : new(name, a + number, [$"{a} + {number}", $"{number} + {a}"]);

            // The two given terms need no line.
            int? Back(int index) => index < 3 ? (index == 1 ? first : second) : value($"t {index}");
        }
    }

    [GeneratedRegex(
        @"^t 1 = (?<a>\d{1,3})\. t 2 = (?<b>\d{1,3})\. Each later term is (?<rule>the sum of the two before it|twice the one before it minus|the one two before it plus|half the one before it if that is even, else the one before it plus)(?: (?<k>\d{1,3}))?\. Find t (?<n>\d{1,2})\.$"
    )]
    private static partial Regex Whole();
}
