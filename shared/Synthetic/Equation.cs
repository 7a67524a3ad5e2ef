using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Platform.Kernels.Statistics;

namespace Platform.Synthetic;

/// <summary>Linear equations; every line is an equivalent equation.</summary>
internal static partial class Equation
{
    private const int LargestSolution = 20;

    public static string Make(ref SplitMix random, int level)
    {
        var x = 2 + random.Below(LargestSolution - 1);
        int a = 2 + random.Below(5),
            b = 1 + random.Below(9),
            c = 2 + random.Below(4),
            d = 1 + random.Below(9),
            e = 2 + random.Below(4);
        var (sign, other) = (random.Chance(0.6) ? '+' : '-', random.Chance(0.5) ? '+' : '-');
        var left = level switch
        {
            1 => $"{a} x {sign} {b}",
            2 => $"{a + e} x {sign} {b}",
            3 => $"{a} (x {sign} {b}) {other} {d}",
            4 => $"{a} (x {sign} {b}) {other} {c} x",
            5 => $"{a} (x {sign} {b}) {other} {c} (x - {d})",
            _ => $"{a + 2} (x {sign} {b}) {other} {c} (x - {d})",
        };
        var moved = level is 2 or 6 ? $"{e} x" : "";
        if (LinearParser.Read(left)!.Value.At(x, 0) is not { IsInteger: true } value)
        {
            return "";
        }

        var rest = value.Numerator - (moved == "" ? 0 : e * x);
        if (rest == 0)
        {
            return "";
        }

        var right =
            moved == "" ? $"{rest}"
            : rest < 0 ? $"{moved} - {-rest}"
            : $"{moved} + {rest}";
        return $"Solve {left} = {right}. Find {2 + random.Below(3)} x + {1 + random.Below(9)}.";
    }

    public static ReadProblem? Read(string statement)
    {
        if (Problem().Match(statement) is not { Success: true } parts)
        {
            return null;
        }

        List<string> lines = [];
        var (left, right) = (Terms(parts.Groups["left"].Value), Terms(parts.Groups["right"].Value));
        if (left is null || right is null)
        {
            return null;
        }

        if (left.Concat(right).Any(t => t.Bracket))
        {
            (left, right) = (Expanded(left), Expanded(right));
            lines.Add($"{Text(left)} = {Text(right)}");
        }
        var (l, r) = (Collected(left), Collected(right));
        if (left.Count > l.Count || right.Count > r.Count)
        {
            lines.Add($"{Text(l)} = {Text(r)}");
        }

        var (a, b, c, d) = (X(l), Number(l), X(r), Number(r));
        if (a <= c || (d - b) % (a - c) != 0 || (d - b) / (a - c) is not (>= 0 and <= LargestSolution and var x))
        {
            return null;
        }

        if (c != 0)
        {
            lines.Add($"{Text(Side(a - c, b))} = {Text(Side(0, d))}");
        }

        if (b != 0)
        {
            lines.Add($"{Text(Side(a - c, 0))} = {Text(Side(0, d - b))}");
        }

        if (a - c != 1)
        {
            lines.Add($"x = {x}");
        }

        var (u, v) = (Whole(parts.Groups["u"].Value), Whole(parts.Groups["v"].Value));
        var answer = (u * x) + v;
        lines.Add($"{u} x + {v} = {u * x} + {v} = {answer}");
        var given = $"{parts.Groups["left"].Value} = {parts.Groups["right"].Value}";
        return lines.Append(given).Any(TooLarge)
            ? null
            : new ReadProblem(answer, lines, () => EquationLines.Judge([given], x, 0));
    }

    /// <summary>True if a number is out of range or a side starts with a minus sign.</summary>
    private static bool TooLarge(string line) =>
        line.StartsWith('-')
        || line.Contains("= -", StringComparison.Ordinal)
        || Numbers().Matches(line).Any(n => int.Parse(n.Value, CultureInfo.InvariantCulture) > ReadProblem.Largest);

    private static List<Term>? Terms(string side)
    {
        List<Term> terms = [];
        foreach (Match match in OneTerm().Matches(side))
        {
            var sign = match.Groups["sign"].ValueSpan is "-" ? -1 : 1;
            var factor = sign * (match.Groups["a"].Success ? Whole(match.Groups["a"].Value) : 1);
            if (match.Groups["b"].Success)
            {
                terms.Add(
                    new(factor, true, true, Whole(match.Groups["b"].Value) * (match.Groups["s"].Value == "-" ? -1 : 1))
                );
            }
            else
            {
                terms.Add(new(factor, match.Groups["x"].Success, false, 0));
            }
        }
        return terms.Count == 0 || terms.Sum(t => t.Bracket ? 1 : 0) > 4 ? null : terms;
    }

    private static int Whole(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static List<Term> Expanded(List<Term> side) =>
        [
            .. side.SelectMany(t =>
                t.Bracket ? [new(t.Factor, true, false, 0), new(t.Factor * t.Added, false, false, 0)] : new[] { t }
            ),
        ];

    private static List<Term> Collected(List<Term> side) => Side(X(side), Number(side));

    private static List<Term> Side(int x, int number)
    {
        List<Term> terms = [];
        if (x != 0)
        {
            terms.Add(new(x, true, false, 0));
        }

        if (number != 0 || x == 0)
        {
            terms.Add(new(number, false, false, 0));
        }

        return terms;
    }

    private static int X(List<Term> side) => side.Where(t => t.IsX).Sum(t => t.Factor);

    private static int Number(List<Term> side) => side.Where(t => !t.IsX).Sum(t => t.Factor);

    private static string Text(List<Term> side)
    {
        var text = new StringBuilder();
        foreach (var term in side)
        {
            var size = Math.Abs(term.Factor);
            text.Append(
                text.Length == 0 ? (term.Factor < 0 ? "-" : "")
                : term.Factor < 0 ? " - "
                : " + "
            );
            text.Append(
                term.IsX
                    ? (size == 1 ? "x" : string.Create(CultureInfo.InvariantCulture, $"{size} x"))
                    : size.ToString(CultureInfo.InvariantCulture)
            );
        }
        return text.ToString();
    }

    /// <summary>A term: factor, factor x, or factor (x + added).</summary>
    private sealed record Term(int Factor, bool IsX, bool Bracket, int Added);

    [GeneratedRegex(
        @"^Solve (?<left>(?:(?:\d{1,3} )?\(x [-+] \d{1,3}\)|(?:\d{1,3} )?x|\d{1,3})(?: [-+] (?:(?:\d{1,3} )?\(x [-+] \d{1,3}\)|(?:\d{1,3} )?x|\d{1,3})){0,3}) = (?<right>(?:(?:\d{1,3} )?\(x [-+] \d{1,3}\)|(?:\d{1,3} )?x|\d{1,3})(?: [-+] (?:(?:\d{1,3} )?\(x [-+] \d{1,3}\)|(?:\d{1,3} )?x|\d{1,3})){0,3})\. Find (?<u>\d{1,2}) x \+ (?<v>\d{1,3})\.$"
    )]
    private static partial Regex Problem();

    [GeneratedRegex(
        @"(?:(?<sign>[-+]) )?(?:(?:(?<a>\d{1,3}) )?\(x (?<s>[-+]) (?<b>\d{1,3})\)|(?:(?<a>\d{1,3}) )?(?<x>x)|(?<a>\d{1,3}))"
    )]
    private static partial Regex OneTerm();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
