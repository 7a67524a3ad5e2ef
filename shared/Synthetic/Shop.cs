using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Kernels.Statistics;

namespace Platform.Synthetic;

/// <summary>Purchases from a price list: how much money is left, or how much more one buyer pays than another.</summary>
internal static partial class Shop
{
    private static readonly string[] Things = ["pens", "cups", "balls", "books", "caps", "keys", "eggs", "figs"];
    private static readonly string[] Buyers = ["Ann", "Tom", "Eve", "Sam", "Kim", "Max"];

    public static string Make(ref SplitMix random, int level)
    {
        var things = (string[])Things.Clone();
        var buyers = (string[])Buyers.Clone();
        Shuffle.InPlace(things, ref random);
        Shuffle.InPlace(buyers, ref random);
        var kinds = Math.Min(2 + level, 6);
        List<string> prices = [];
        for (var i = 0; i < kinds; i++)
        {
            prices.Add($"{things[i]} cost {2 + random.Below(5)}");
        }

        List<string> sentences = [];
        var people = 1 + (level / 3);
        for (var who = 0; who < people; who++)
        {
            Shuffle.InPlace(things.AsSpan(0, kinds), ref random);
            var bought = $"{2 + random.Below(8)} {things[0]}, {2 + random.Below(8)} {things[1]}";
            sentences.Add($"{buyers[who]} has {10 * (4 + random.Below(8))} and buys {bought}.");
        }
        Shuffle.InPlace(buyers.AsSpan(0, people), ref random);
        var question =
            level >= 4 && random.Chance(level == 4 ? 0.4 : 0.8)
                ? $"How much more does {buyers[0]} pay than {buyers[1]}?"
                : $"How much is left for {buyers[0]}?";
        return $"Prices: {string.Join(", ", prices)}. {string.Join(' ', sentences)} {question}";
    }

    public static ReadProblem? Read(string statement)
    {
        if (Whole().Match(statement) is not { Success: true } parts)
        {
            return null;
        }

        Dictionary<string, int> given = new(StringComparer.Ordinal);
        Dictionary<string, string[]> bought = new(StringComparer.Ordinal);
        foreach (Match price in Price().Matches(parts.Groups["prices"].Value))
        {
            if (!given.TryAdd(price.Groups["what"].Value, Number(price)))
            {
                return null;
            }
        }

        foreach (Match buyer in Purchase().Matches(parts.Groups["bought"].Value))
        {
            var who = buyer.Groups["who"].Value;
            given[who] = Number(buyer);
            List<string> things = [];
            foreach (Match thing in Thing().Matches(buyer.Groups["things"].Value))
            {
                given[$"{who} {thing.Groups["what"].Value}"] = Number(thing);
                things.Add(thing.Groups["what"].Value);
            }
            if (!bought.TryAdd(who, [.. things]) || things.Distinct().Count() < things.Count)
            {
                return null;
            }
        }
        var (left, first, second) = (parts.Groups["left"], parts.Groups["a"].Value, parts.Groups["b"].Value);
        return Quantities.Read(left.Success ? "left" : "more", Define);

        Quantity? Define(string name, Func<string, int?> value)
        {
            if (name == "left" && left.Success)
            {
                return given.TryGetValue(left.Value, out var has) && value(left.Value) is { } paid
                    ? new(name, has - paid, [$"{has} - {paid}"])
                    : null;
            }

            if (name == "more" && !left.Success)
            {
                return value(first) is { } a && value(second) is { } b ? new(name, a - b, [$"{a} - {b}"]) : null;
            }

            if (bought.TryGetValue(name, out var things))
            {
                List<int> costs = [];
                foreach (var thing in things)
                {
                    if (value($"{name} {thing}") is { } cost)
                    {
                        costs.Add(cost);
                    }
                    else
                    {
                        return null;
                    }
                }

                return new(name, costs.Sum(), [.. Orders(costs)]);
            }
            return
                name.Split(' ') is [var who, var what]
                && bought.ContainsKey(who)
                && given.TryGetValue(name, out var count)
                && given.TryGetValue(what, out var each)
                ? new(name, count * each, [$"{count} * {each}", $"{each} * {count}"])
                : null;
        }
    }

    /// <summary>Sums of two or three numbers in any order.</summary>
    private static IEnumerable<string> Orders(List<int> numbers) =>
        numbers.Count < 2
            ? numbers.Select(n => $"{n}")
            : numbers.SelectMany(
                (n, i) => Orders([.. numbers.Where((_, j) => j != i)]).Select(rest => $"{n} + {rest}")
            );

    private static int Number(Match match) =>
        int.Parse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^Prices: (?<prices>[a-z]+ cost \d{1,3}(?:, [a-z]+ cost \d{1,3}){0,7})\.(?<bought>(?: [A-Z][a-z]+ has \d{1,3} and buys \d{1,3} [a-z]+(?:, \d{1,3} [a-z]+){1,2}\.){1,4}) (?:How much is left for (?<left>[A-Z][a-z]+)\?|How much more does (?<a>[A-Z][a-z]+) pay than (?<b>[A-Z][a-z]+)\?)$"
    )]
    private static partial Regex Whole();

    [GeneratedRegex(@"(?<what>[a-z]+) cost (?<n>\d+)")]
    private static partial Regex Price();

    [GeneratedRegex(@"(?<who>[A-Z][a-z]+) has (?<n>\d+) and buys (?<things>[^.]+)\.")]
    private static partial Regex Purchase();

    [GeneratedRegex(@"(?<n>\d+) (?<what>[a-z]+)")]
    private static partial Regex Thing();
}
