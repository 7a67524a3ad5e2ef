using System.Globalization;
using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Formats;

/// <summary>
/// Math-Shepherd: <c>input</c> is the problem and one solution with the tag <c>ки</c> after each step, <c>label</c> the same
/// text with <c>+</c> or <c>-</c> in the place of each tag. The solution begins with <c>Step 1:</c>. A problem's lines are
/// its samples.
/// </summary>
internal static class MathShepherd
{
    private const string Tag = "ки";
    private const string FirstStep = "Step 1:";

    public static PoolFormat Format { get; } =
        new(
            "math-shepherd",
            r =>
                r["input"] is { Kind: JsonValueKind.String } input
                && PoolFormats.Has(r, "label", JsonValueKind.String)
                && input.Text().Contains(Tag, StringComparison.Ordinal),
            Read,
            name => name is "input" or "label"
        )
        {
            SolutionALine = true,
        };

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var field = record.Required("input");
        var input = field.Text();
        var end = input.IndexOf(Tag, StringComparison.Ordinal);
        var start = end < 0 ? -1 : input.LastIndexOf(FirstStep, end, StringComparison.Ordinal);
        if (start < 0)
        {
            throw field.Wrong($"must be a problem, '{FirstStep} ...' and the tag {Tag} after each step");
        }

        var statement = input[..start].Trim();
        return new ImportedProblem(
            PoolFormats.Key(statement),
            statement.Length > 0 ? statement : throw field.Wrong($"has no problem before '{FirstStep}'"),
            null,
            record["task"]?.Text(),
            null,
            PoolFormats.Solutions([record], errors, (line, sample) => Solution(line, input, start, sample))
        );
    }

    private static ImportedSolution Solution(Field record, string input, int start, int sample)
    {
        var field = record.Required("label");
        var label = field.Text();
        List<string> steps = [];
        List<double?> labels = [];
        var at = 0; // in the label
        var pieces = input.Split(Tag);
        foreach (var (index, piece) in pieces.Index())
        {
            if (string.CompareOrdinal(label, at, piece, 0, piece.Length) != 0)
            {
                throw field.Wrong($"has another text than input in step {index + 1}");
            }

            at += piece.Length;
            var step = (index == 0 ? piece[start..] : piece).Trim();
            var tagged = index < pieces.Length - 1;
            if (!tagged && at != label.Length)
            {
                throw field.Wrong("goes on where input ends");
            }

            if (!tagged && step.Length == 0)
            {
                break;
            }

            if (step.Length == 0)
            {
                throw record.Required("input").Wrong($"has no text in step {index + 1}");
            }

            steps.Add(step);
            labels.Add(tagged ? Value(field, label, index, ref at) : null);
        }
        return new ImportedSolution(sample, steps, null, steps.Count > 0, null, StepLabel.Of([.. labels]), []);
    }

    /// <summary>Reads a sign, or the share of right completions, which some files have in its place.</summary>
    private static double Value(Field field, string label, int step, ref int at)
    {
        var end = at;
        while (end < label.Length && (char.IsAsciiDigit(label[end]) || label[end] is '+' or '-' or '.'))
        {
            end++;
        }

        var sign = label.AsSpan(at..end);
        at = end;
        return sign switch
        {
            "+" => 1,
            "-" => -1,
            _ when double.TryParse(sign, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
                    && share is >= 0 and <= 1 => share,
            _ => throw field.Wrong($"has no + or - after step {step + 1}, where input has {Tag}"),
        };
    }
}
