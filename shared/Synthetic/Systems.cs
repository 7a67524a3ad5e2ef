using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Kernels.Statistics;

namespace Platform.Synthetic;

/// <summary>Two linear equations with two unknowns, and a question about the solution.</summary>
internal static partial class Systems
{
    public static string Make(ref SplitMix random, int level)
    {
        int x = 1 + random.Below(20),
            y = 1 + random.Below(20),
            a = 2 + random.Below(3),
            c = 2 + random.Below(3),
            u = 1 + random.Below(4),
            v = 1 + random.Below(4);
        // The statement may already give the sum.
        if (u == v)
        {
            return "";
        }

        var asked = $"{Times(u, 'x')} + {Times(v, 'y')}";
        var equations = level switch
        {
            1 or 2 => x > y ? $"x + y = {x + y}. x - y = {x - y}." : "",
            3 or 4 => Signed(
                "y",
                $"{a} x",
                y - (a * x),
                level == 3 ? $"x + y = {x + y}." : $"{c} x + y = {(c * x) + y}."
            ),
            _ => Signed("x", "y", x - y, $"{a} x + {c} y = {(a * x) + (c * y)}."),
        };
        return equations == "" ? "" : $"{equations} Find {asked}.";
    }

    public static ReadProblem? Read(string statement)
    {
        if (Whole().Match(statement) is not { Success: true } parts)
        {
            return null;
        }

        var (first, second) = (parts.Groups["first"].Value, parts.Groups["second"].Value);
        List<string> lines = [];
        int x,
            y;
        if (Difference().Match($"{first}. {second}") is { Success: true } plain)
        {
            var (sum, difference) = (Number(plain, "s"), Number(plain, "d"));
            if ((sum + difference) % 2 != 0)
            {
                return null;
            }

            (x, y) = ((sum + difference) / 2, (sum - difference) / 2);
            lines.Add($"2 x = {sum} + {difference} = {sum + difference}");
            lines.Add($"x = {x}");
            lines.Add($"y = {sum} - {x} = {y}");
        }
        else if (ByX().Match($"{first}. {second}") is { Success: true } byX)
        {
            // Substitute y = a x + b in c x + y = s.
            var (a, b, c, s) = (Number(byX, "a"), Signed(byX), Number(byX, "c"), Number(byX, "s"));
            if ((s - b) % (a + c) != 0)
            {
                return null;
            }

            x = (s - b) / (a + c);
            y = (a * x) + b;
            lines.Add($"{Times(c, 'x')} + {Times(a, 'x')} {Added(b)} = {s}");
            lines.Add($"{a + c} x {Added(b)} = {s}");
            lines.Add($"{a + c} x = {s - b}");
            lines.Add($"x = {x}");
            lines.Add($"y = {a} * {x} {Added(b)} = {y}");
        }
        else if (ByY().Match($"{first}. {second}") is { Success: true } byY)
        {
            // Substitute x = y + b in a x + c y = s.
            var (a, b, c, s) = (Number(byY, "a"), Signed(byY), Number(byY, "c"), Number(byY, "s"));
            if ((s - (a * b)) % (a + c) != 0)
            {
                return null;
            }

            y = (s - (a * b)) / (a + c);
            x = y + b;
            lines.Add($"{a} y {Added(a * b)} + {c} y = {s}");
            lines.Add($"{a + c} y {Added(a * b)} = {s}");
            lines.Add($"{a + c} y = {s - (a * b)}");
            lines.Add($"y = {y}");
            lines.Add($"x = {y} {Added(b)} = {x}");
        }
        else
        {
            return null;
        }

        var (u, v) = (Number(parts, "u"), Number(parts, "v"));
        var answer = (u * x) + (v * y);
        lines.Add($"{Times(u, 'x')} + {Times(v, 'y')} = {u * x} + {v * y} = {answer}");
        return x < 0 || y < 0 || lines.Append(statement).Any(TooLarge)
            ? null
            : new ReadProblem(answer, lines, () => EquationLines.Judge([first, second], x, y));
    }

    private static string Signed(string what, string of, int added, string second) =>
        added == 0 ? "" : $"{what} = {of} {Added(added)}. {second}";

    private static string Added(int number) => number < 0 ? $"- {-number}" : $"+ {number}";

    private static string Times(int factor, char unknown) => factor == 1 ? $"{unknown}" : $"{factor} {unknown}";

    private static int Number(Match match, string group) =>
        match.Groups[group].Success
            ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : 1;

    private static int Signed(Match match) => Number(match, "b") * (match.Groups["sign"].Value == "-" ? -1 : 1);

    private static bool TooLarge(string line) =>
        line.Contains("= -", StringComparison.Ordinal)
        || Numbers().Matches(line).Any(n => int.Parse(n.Value, CultureInfo.InvariantCulture) > ReadProblem.Largest);

    [GeneratedRegex(
        @"^(?<first>[xy0-9 =+-]{1,60})\. (?<second>[xy0-9 =+-]{1,60})\. Find (?:(?<u>\d{1,2}) )?x \+ (?:(?<v>\d{1,2}) )?y\.$"
    )]
    private static partial Regex Whole();

    [GeneratedRegex(@"^x \+ y = (?<s>\d{1,3})\. x - y = (?<d>\d{1,3})$")]
    private static partial Regex Difference();

    [GeneratedRegex(@"^y = (?<a>\d{1,2}) x (?<sign>[-+]) (?<b>\d{1,3})\. (?:(?<c>\d{1,2}) )?x \+ y = (?<s>\d{1,3})$")]
    private static partial Regex ByX();

    [GeneratedRegex(@"^x = y (?<sign>[-+]) (?<b>\d{1,3})\. (?<a>\d{1,2}) x \+ (?<c>\d{1,2}) y = (?<s>\d{1,3})$")]
    private static partial Regex ByY();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
