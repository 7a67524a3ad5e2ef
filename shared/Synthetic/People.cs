using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Kernels.Statistics;

namespace Platform.Synthetic;

/// <summary>
/// Problems about how many items people have: relations between people in any order, some of them irrelevant. The difficulty
/// is to find which quantities the answer needs, and in which order.
/// </summary>
internal static partial class People
{
    private static readonly string[] Names =
    [
        "Ann",
        "Tom",
        "Eve",
        "Sam",
        "Kim",
        "Max",
        "Ida",
        "Leo",
        "Zoe",
        "Ben",
        "Mia",
        "Jan",
        "Amy",
        "Dan",
        "Liv",
        "Roy",
    ];

    public static string Make(ref SplitMix random, int level)
    {
        var names = (string[])Names.Clone();
        Shuffle.InPlace(names, ref random);
        var (chain, astray) = (level + 2, 1 + ((level + 1) / 2));
        List<string> sentences = [$"{names[0]} has {5 + random.Below(26)}."];
        var used = 1;
        for (var i = 1; i < chain; i++)
        {
            if (i >= 2 && random.Chance(0.2))
            {
                sentences.Add($"{names[used]} has as many as {names[used - 1]} and {names[random.Below(used - 1)]}.");
            }
            else
            {
                sentences.Add(Relation(names[used], names[used - 1], ref random));
            }

            used++;
        }
        var target = names[used - 1];
        for (var i = 0; i < astray; i++, used++)
        {
            sentences.Add(
                random.Chance(0.2)
                    ? $"{names[used]} has {5 + random.Below(26)}."
                    : Relation(names[used], names[random.Below(used)], ref random)
            );
        }

        var order = sentences.ToArray();
        Shuffle.InPlace(order, ref random);
        return $"{string.Join(' ', order)} How many has {target}?";
    }

    public static ReadProblem? Read(string statement)
    {
        if (Question().Match(statement) is not { Success: true } question)
        {
            return null;
        }

        Dictionary<string, Match> sentences = new(StringComparer.Ordinal);
        foreach (var text in question.Groups["facts"].Value.Split(". "))
        {
            if (
                Sentence().Match(text) is not { Success: true } fact
                || !sentences.TryAdd(fact.Groups["who"].Value, fact)
            )
            {
                return null;
            }
        }

        return Quantities.Read(
            question.Groups["who"].Value,
            (name, value) => sentences.TryGetValue(name, out var fact) ? Define(name, fact, value) : null
        );
    }

    private static string Relation(string who, string whose, ref SplitMix random) =>
        random.Weighted([0.35, 0.3, 0.13, 0.09, 0.13]) switch
        {
            0 => $"{who} has {2 + random.Below(14)} more than {whose}.",
            1 => $"{who} has {2 + random.Below(14)} fewer than {whose}.",
            2 => $"{who} has twice as many as {whose}.",
            3 => $"{who} has three times as many as {whose}.",
            _ => $"{who} has half as many as {whose}.",
        };

    private static Quantity? Define(string name, Match fact, Func<string, int?> value)
    {
        var number = fact.Groups["n"].Success
            ? int.Parse(fact.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;
        if (fact.Groups["a"] is not { Success: true, Value: var first })
        {
            return new(name, number, []);
        }

        if (value(first) is not { } a)
        {
            return null;
        }

        if (fact.Groups["b"] is { Success: true, Value: var second })
        {
            return value(second) is { } b ? new(name, a + b, [$"{a} + {b}", $"{b} + {a}"]) : null;
        }

        return fact.Groups["how"].Value switch
        {
            "more than" => new(name, a + number, [$"{a} + {number}", $"{number} + {a}"]),
            "fewer than" => new(name, a - number, [$"{a} - {number}"]),
            "twice as many as" => new(name, a * 2, [$"{a} * 2", $"2 * {a}", $"{a} + {a}"]),
            "three times as many as" => new(name, a * 3, [$"{a} * 3", $"3 * {a}"]),
            _ => a % 2 == 0 ? new(name, a / 2, [$"{a} / 2"]) : null,
        };
    }

    [GeneratedRegex(@"^(?<facts>[A-Za-z0-9 .]{1,2000})\. How many has (?<who>[A-Z][a-z]+)\?$")]
    private static partial Regex Question();

    [GeneratedRegex(
        @"^(?<who>[A-Z][a-z]+) has (?:(?<n>\d{1,3})|(?<n>\d{1,3}) (?<how>more than|fewer than) (?<a>[A-Z][a-z]+)|(?<how>twice as many as|three times as many as|half as many as) (?<a>[A-Z][a-z]+)|as many as (?<a>[A-Z][a-z]+) and (?<b>[A-Z][a-z]+))$"
    )]
    private static partial Regex Sentence();
}
