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
    private const string Name = "math-shepherd";
    private const string Tag = "ки";
    private const string FirstStep = "Step 1:";

    public static PoolFormat Format { get; } =
        new(
            Name,
            r =>
                r["input"] is { Kind: JsonValueKind.String } input
                && PoolFormats.Has(r, "label", JsonValueKind.String)
                && input.Text().Contains(Tag, StringComparison.Ordinal),
            Read,
            name => name is "input" or "label"
        )
        {
            SolutionALine = true,
            Writer = new SolutionWriter(Write) { LabelledStepsOnly = true, Fractions = true },
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
        // Texts with other white space than the writer's are kept as they are.
        var statement = input[..start].Trim();
        var same = input == Text(statement, steps, [.. labels.Select(l => l is null ? null : Tag)]);
        var plain = label == Text(statement, steps, [.. labels.Select(l => l is null ? null : Sign(l.Value))]);
        return new ImportedSolution(
            sample,
            steps,
            null,
            steps.Count > 0,
            null,
            StepLabel.Of([.. labels]),
            [],
            Record: KeptFields.Of(Name, record, same ? ["input", "label"] : ["label"]),
            LabelRecord: plain ? null : KeptFields.Only(Name, record, "label")
        );
    }

    private static string? Write(Utf8JsonWriter json, ExportedSolution solution, Neutral? neutral)
    {
        var kept = solution.Kept(Name);
        var labels = solution.OwnLabels();
        if (solution.Steps.Append(solution.Problem.Statement).Any(t => t.Contains(Tag, StringComparison.Ordinal)))
        {
            return Unwritten.HoldsTag;
        }

        // Fractions have a place in this format; neutral has none.
        bool fractions = solution.Labels?.Fractions == true;
        var (_, reason) = TwoClasses.Steps(
            Array.ConvertAll(labels, label => label is > 0 and < 1 || (fractions && label is 0) ? 1 : label),
            neutral
        );
        if (reason is not null)
        {
            return reason;
        }

        var labelled = TwoClasses.Prefix(labels);
        // A last step without a label stands without a tag; more of them have no place.
        var count = labels.Length == labelled + 1 ? labels.Length : labelled;
        List<string> steps = [.. solution.Steps.Take(count).Select((step, index) => Numbered(step, index, kept))];
        string?[] signs =
        [
            .. labels
                .Take(count)
                .Select(label =>
                    label is null ? null
                    : label == 0 && !fractions ? Sign(neutral == Neutral.Positive ? 1 : -1)
                    : Sign(label.Value)
                ),
        ];
        var row = RecordWriter.Begin(json, kept);
        // A kept input has other white space.
        if (RecordWriter.Member(kept, "input").ValueKind == JsonValueKind.Undefined)
        {
            row.Text("input", Text(solution.Problem.Statement, steps, [.. signs.Select(s => s is null ? null : Tag)]));
        }

        if (solution.Labels!.Kept(Name) is { ValueKind: JsonValueKind.Object } raw)
        {
            row.Members(raw);
        }
        else
        {
            row.Text("label", Text(solution.Problem.Statement, steps, signs));
        }

        row.Default("task", solution.Problem.Subject);
        row.End();
        return null;
    }

    /// <summary>A solution of this format begins with <c>Step 1:</c>, and those of other sources are numbered like it.</summary>
    private static string Numbered(string step, int index, JsonElement kept) =>
        kept.ValueKind == JsonValueKind.Object || step.StartsWith($"Step {index + 1}:", StringComparison.Ordinal)
            ? step
            : $"Step {index + 1}: {step}";

    /// <summary>Puts the text together: problem and steps, each step with what follows it.</summary>
    private static string Text(string statement, IReadOnlyList<string> steps, IReadOnlyList<string?> after) =>
        $"{statement} {string.Join('\n', steps.Zip(after, (step, mark) => mark is null ? step : $"{step} {mark}"))}";

    private static string Sign(double label) =>
        label switch
        {
            1 => "+",
            -1 => "-",
            _ => label.ToString("R", CultureInfo.InvariantCulture),
        };

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
