using System.Text.RegularExpressions;
using Platform.Grading;

namespace Platform.Dataset.Formats;

/// <summary>The project's own format, one problem per line, described in samples/README.md.</summary>
internal static partial class PoolLines
{
    private static readonly string[] KnownClasses = ["negative", "neutral", "positive"];

    public static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("problem").NotBlank();
        HashSet<int> samples = [];
        return new ImportedProblem(
            record["id"] is { } id ? PoolFormats.Key(id) : PoolFormats.Key(statement),
            statement,
            record["answer"]?.TextOrNumber(),
            record["subject"]?.Text(),
            PoolFormats.Level(record),
            record["solutions"] is { } solutions ? PoolFormats.Solutions(solutions.Items(), errors, Unique) : []
        );

        ImportedSolution Unique(Field field, int index) =>
            Solution(field, index) is var solution && samples.Add(solution.Sample)
                ? solution
                : throw field.Wrong($"is sample {solution.Sample} once more");
    }

    private static ImportedSolution Solution(Field solution, int index)
    {
        var (given, text) = (solution["steps"], solution["text"]);
        if (given is null == text is null)
            throw solution.Wrong("must have either steps or text");
        var (reasoning, written) = text is { } whole ? ReasonedText.Split(whole.Text()) : default;
        reasoning = solution["reasoning"]?.Text() ?? reasoning;
        var steps = given?.Texts() ?? StepSplitting.ByLine(written);
        var sample = solution["sample"]?.WholeNumber() ?? index;
        if (sample < 0)
            throw solution.Required("sample").Wrong("must not be negative");
        return new ImportedSolution(
            sample,
            steps,
            solution["answer"]?.TextOrNumber(),
            (steps.Count > 0 || reasoning is not null) && (solution["finished"]?.Truth() ?? true),
            solution["correct"]?.Truth(),
            solution["labels"] is { } labels ? Labels(labels, steps.Count) : null,
            solution["scores"] is { } scores ? Scores(scores, steps.Count) : [],
            solution["model"]?.Text(),
            reasoning
        );
    }

    /// <summary>Returns one label per step; steps at the end without a label are unlabelled.</summary>
    private static int?[] Labels(Field field, int steps)
    {
        var labels = Array.ConvertAll(field.Items(), Label);
        if (labels.Length > steps)
            throw field.Wrong($"has {labels.Length} entries for {steps} steps");
        Array.Resize(ref labels, steps);
        return labels;
    }

    private static int? Label(Field label) =>
        label.Value.ValueKind == System.Text.Json.JsonValueKind.Null ? null
        : label.WholeNumber() is var rating and >= -1 and <= 1 ? rating
        : throw label.Wrong("must be 1, 0, -1 or null");

    private static List<ImportedScore> Scores(Field field, int steps)
    {
        List<ImportedScore> scores = [];
        foreach (var (name, score) in field.Properties())
        {
            if (!ModelName().IsMatch(name))
                throw score.Wrong("is no model name: letters, digits, '.', '_' and '-', at most 100");
            var model = name.StartsWith("imported-", StringComparison.Ordinal) ? name : $"imported-{name}";
            if (scores.Exists(other => other.ModelName == model))
                throw score.Wrong($"gives scores of {model} once more");
            scores.Add(Score(model, score, steps));
        }
        return scores;
    }

    private static ImportedScore Score(string model, Field score, int steps)
    {
        var kind = score.Required("kind").Text();
        if (kind is not ("process" or "outcome"))
            throw score.Required("kind").Wrong($"must be process or outcome, not {kind}");
        var classes = score["classes"]?.Texts() ?? ["positive"];
        if (classes.Length == 0 || classes.Except(KnownClasses).Any() || classes.Distinct().Count() != classes.Length)
            throw score.Required("classes").Wrong("must be some of negative, neutral and positive, each once");
        var field = score.Required("probabilities");
        var rows = Array.ConvertAll(field.Items(), Row);
        var wanted = kind == "process" ? steps : 1;
        return rows.Length == wanted
            ? new ImportedScore(model, kind, classes, rows)
            : throw field.Wrong(
                $"has {rows.Length} rows, not {wanted} ({(kind == "process" ? "a row a step" : "one row")})"
            );

        double[] Row(Field row) =>
            row.Numbers() is var numbers && numbers.Length == classes.Length
                ? numbers
                : throw row.Wrong($"has {numbers.Length} columns for {classes.Length} classes");
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex ModelName();
}
