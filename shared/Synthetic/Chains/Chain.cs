using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Platform.Kernels.Statistics;

namespace Platform.Synthetic.Chains;

/// <summary>
/// A start number and numbered instructions, each of which is worked out in one or two lines:
/// <c>Start with 21. 1) Add half of 4. 2) Count in pairs. How many at the end?</c> The level is the number of instructions.
/// Every operation is easy; what is hard is to understand the instructions (<see cref="Instructions"/>).
/// </summary>
internal static partial class Chain
{
    private const int Draws = 60;

    private static readonly FrozenDictionary<string, Instruction> ByText = Instructions.All.ToFrozenDictionary(i =>
        i.Text
    );

    public static string Make(ref SplitMix random, int level)
    {
        while (true)
        {
            var start = 4 + random.Below(37);
            var amount = start;
            var steps = new List<ChainStep>();
            var statement = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"Start with {start}."));
            for (var draw = 0; draw < Draws && steps.Count < level; draw++)
            {
                var instruction = Kind(ref random);
                var step = new ChainStep(steps.Count + 1, instruction, instruction.Draw(ref random));
                if (steps.Any(s => s.Instruction == instruction) || step.Right(amount) is not { } right)
                {
                    continue;
                }

                steps.Add(step);
                statement.Append(CultureInfo.InvariantCulture, $" {step.Number}) {instruction.Write(step.Values)}.");
                amount = right.Result;
            }
            if (steps.Count == level)
            {
                return statement.Append(" How many at the end?").ToString();
            }
        }
    }

    public static ReadProblem? Read(string statement) =>
        Parse(statement) is { } chain ? new(chain.Answer, chain.Lines, () => Judge(chain.Lines)) : null;

    /// <summary>The parts of a statement; null if it is not a problem of this family.</summary>
    public static ParsedChain? Parse(string statement)
    {
        if (Whole().Match(statement) is not { Success: true } parts)
        {
            return null;
        }

        var start = int.Parse(parts.Groups["start"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var amount = start;
        var (steps, lines) = (new List<ChainStep>(), new List<string>());
        foreach (Capture sentence in parts.Groups["sentence"].Captures)
        {
            if (
                parts.Groups["number"].Captures[steps.Count].Value != $"{steps.Count + 1}"
                || !ByText.TryGetValue(Parameters().Replace(sentence.Value, "#"), out var instruction)
                || instruction.Read([.. Parameters().Matches(sentence.Value).Select(m => m.Value)]) is not { } values
                || steps.Any(s => s.Instruction == instruction)
            )
            {
                return null;
            }

            var step = new ChainStep(steps.Count + 1, instruction, values);
            if (step.Right(amount) is not { } right)
            {
                return null;
            }

            steps.Add(step);
            lines.AddRange(right.Lines);
            amount = right.Result;
        }
        return new(start, steps, lines, amount);
    }

    private static Instruction Kind(ref SplitMix random)
    {
        var at = random.Uniform() * Instructions.All.Sum(i => i.Weight);
        return Instructions.All.FirstOrDefault(i => (at -= i.Weight) < 0) ?? Instructions.All[^1];
    }

    /// <summary>Lines must come in the order of the reference; the operands of a sum or product in either order.</summary>
    private static LineJudge Judge(IReadOnlyList<string> lines)
    {
        var next = 0;
        return line =>
        {
            if (next < lines.Count && Equal(line, lines[next]))
            {
                next++;
                return 1;
            }
            return (short)(lines.Take(next).Any(earlier => Equal(line, earlier)) ? 0 : -1);
        };

        static bool Equal(string line, string reference) =>
            line == reference || (line.Length == reference.Length && Operation.Commuted(line) == reference);
    }

    [GeneratedRegex(
        @"^Start with (?<start>\d{1,2})\.(?: (?<number>\d)\) (?<sentence>[^.]{1,60})\.){1,6} How many at the end\?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Whole();

    [GeneratedRegex(@"\d+(?:nd|rd|th|/\d)?|\b(?:Mon|Tue|Wed|Thu|Fri|Sat)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Parameters();
}
