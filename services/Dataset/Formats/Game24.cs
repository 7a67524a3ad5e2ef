using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Dataset.Json;
using Platform.Grading;

namespace Platform.Dataset.Formats;

/// <summary>
/// Tree of Thoughts' Game of 24 files: <c>ys</c> contains the samples of a puzzle, <c>infos</c> their verdicts. A sample
/// consists of the headings <c>Steps:</c>, which are left out, steps such as <c>10 - 4 = 6 (left: 5 6 6)</c>, and a line
/// <c>Answer: ...</c>, which is also a step; a sample without it is unfinished. The file does not give the puzzle's four
/// numbers. They follow from a first step (its two operands and the numbers listed as left, without its result); the numbers
/// given by most samples are used.
/// </summary>
internal static partial class Game24
{
    public static PoolFormat Format { get; } =
        new("game24", r => PoolFormats.Has(r, "idx", "ys", "infos"), Read, name => name is "ys" or "infos");

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var samples = record.Required("ys").Items();
        var infos = record.Required("infos").Items();
        if (infos.Length != samples.Length)
        {
            throw record.Required("infos").Wrong($"has {infos.Length} entries for {samples.Length} samples in ys");
        }

        var solutions = PoolFormats.Solutions(
            samples,
            errors,
            (text, sample) => Solution(text, sample, infos[sample].Required("r"))
        );
        var puzzle = solutions
            .Select(Numbers)
            .OfType<string>()
            .GroupBy(numbers => numbers)
            .MaxBy(group => group.Count())
            ?.Key;
        if (puzzle is null)
        {
            throw record.Required("ys").Wrong("tells the puzzle's four numbers in no first step '... (left: ...)'");
        }

        var statement = $"Use the four numbers {puzzle}, each exactly once, with + - * / and parentheses to make 24.";
        return new ImportedProblem(PoolFormats.Key(record.Required("idx")), statement, null, null, null, solutions);
    }

    private static ImportedSolution Solution(Field text, int sample, Field verdict)
    {
        string[] steps = [.. StepSplitting.ByLine(text.Text()).Where(step => step != "Steps:")];
        var answer = steps.LastOrDefault(step => step.StartsWith("Answer:", StringComparison.Ordinal));
        var correct = verdict.Kind == JsonValueKind.Number ? verdict.Number() != 0 : verdict.Truth();
        var given = answer?.Contains('=') is true ? answer["Answer:".Length..].Trim() : null; // else "None", "Not possible"
        return new ImportedSolution(sample, steps, given, answer is not null, correct, null, []);
    }

    /// <summary>Returns the four numbers in ascending order, according to the first step.</summary>
    private static string? Numbers(ImportedSolution solution)
    {
        if (solution.Steps.Count == 0 || FirstStep().Match(solution.Steps[0]) is not { Success: true } step)
        {
            return null;
        }

        var numbers = step.Groups["left"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!numbers.Remove(step.Groups["result"].Value))
        {
            return null;
        }

        numbers.AddRange([step.Groups["a"].Value, step.Groups["b"].Value]);
        return
            numbers.Count == 4
            && numbers.TrueForAll(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? string.Join(' ', numbers.OrderBy(n => int.Parse(n, CultureInfo.InvariantCulture)))
            : null;
    }

    [GeneratedRegex(@"^(?<a>\d{1,9}) [-+*/] (?<b>\d{1,9}) = (?<result>\S+) \(left: (?<left>[^)]*)\)")]
    private static partial Regex FirstStep();
}
