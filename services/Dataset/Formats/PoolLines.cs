using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Dataset.Json;
using Platform.Dataset.Labels;
using Platform.Grading;

namespace Platform.Dataset.Formats;

/// <summary>The project's own format, one problem per line, described in samples/README.md.</summary>
internal static partial class PoolLines
{
    private static readonly string[] KnownClasses = ["negative", "neutral", "positive"];

    private static readonly string[] OfProblem =
    [
        "id",
        "problem",
        "question",
        "answer",
        "subject",
        "level",
        "solutions",
    ];

    private static readonly string[] OfSolution =
    [
        "steps",
        "answer",
        "scores",
        "labels",
        "correct",
        "text",
        "sample",
        "finished",
        "model",
        "reasoning",
    ];

    private static readonly byte[][] OfSolutionUtf8 = Array.ConvertAll(OfSolution, Encoding.UTF8.GetBytes);

    private static readonly string[] Positive = ["positive"];

    public static PoolFormat Format { get; } =
        new(
            "pool",
            r =>
                PoolFormats.Has(r, "solutions") && (PoolFormats.Has(r, "problem") || PoolFormats.Has(r, "question"))
                || PoolFormats.Has(r, "problem") && r.Value.EnumerateObject().All(p => OfProblem.Contains(p.Name)),
            Read,
            OfProblem.Contains
        )
        {
            Writer = new SolutionWriter(PoolLineWriter.Write)
            {
                Layout = RecordLayout.Problems,
                NeutralIsAClass = true,
                Scores = true,
                Fractions = true,
            },
        };

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = PoolFormats.Statement(record);
        HashSet<int> samples = [];
        return new ImportedProblem(
            record["id"] is { } id ? PoolFormats.Key(id) : PoolFormats.Key(statement),
            statement,
            record["answer"]?.Answer(),
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
        if (solution.Kind != JsonValueKind.Object)
        {
            throw solution.Wanted("an object with steps or text");
        }

        var (given, text) = (solution["steps"], solution["text"]);
        if (given is null == text is null)
        {
            throw solution.Wrong("must have either steps or text");
        }

        NothingLost(solution);
        var (reasoning, written) = text is { } whole ? ReasonedText.Split(whole.Text()) : default;
        reasoning = solution["reasoning"]?.Text() ?? reasoning;
        var steps = given?.Texts() ?? StepSplitting.ByLine(written);
        var sample = solution["sample"]?.WholeNumber() ?? index;
        if (sample < 0)
        {
            throw solution.Required("sample").Wrong("must not be negative");
        }

        return new ImportedSolution(
            sample,
            steps,
            solution["answer"]?.Answer(),
            (steps.Count > 0 || reasoning is not null) && (solution["finished"]?.Truth() ?? true),
            solution["correct"]?.Truth(),
            solution["labels"] is { } labels ? StepLabel.Of(Labels(labels, steps.Count)) : null,
            solution["scores"] is { } scores ? Scores(scores, steps.Count) : [],
            solution["model"]?.Text(),
            reasoning
        );
    }

    private static void NothingLost(Field solution)
    {
        foreach (var property in solution.Value.EnumerateObject())
        {
            if (!IsKnown(property) && SolutionFields.Holds(property.Name, property.Value))
            {
                throw solution.Wrong(
                    $"has the field {property.Name}, which would get lost: the fields of a solution are {string.Join(", ", OfSolution)}"
                );
            }
        }
    }

    private static bool IsKnown(JsonProperty property)
    {
        foreach (var name in OfSolutionUtf8)
        {
            if (property.NameEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns one label per step; steps at the end without a label are unlabelled.</summary>
    private static double?[] Labels(Field field, int steps)
    {
        var labels = field.All(Label);
        if (labels.Length > steps)
        {
            throw field.Wrong($"has {labels.Length} entries for {steps} steps");
        }

        Array.Resize(ref labels, steps);
        return labels;
    }

    private static double? Label(Field label) =>
        label.Kind == JsonValueKind.Null ? null
        : label.WholeNumber() is var rating and >= -1 and <= 1 ? rating
        : throw label.Wanted("1, 0, -1 or null");

    private static List<ImportedScore> Scores(Field field, int steps)
    {
        List<ImportedScore> scores = [];
        foreach (var (name, score) in field.Properties())
        {
            // A column of a Parquet file is there, and null, for solutions without a score too.
            if (score.Kind == JsonValueKind.Null)
            {
                continue;
            }

            if (!ModelName().IsMatch(name))
            {
                throw score.Wrong("is no model name: letters, digits, '.', '_' and '-', at most 100");
            }

            var model = name.StartsWith("imported-", StringComparison.Ordinal) ? name : $"imported-{name}";
            if (scores.Exists(other => other.ModelName == model))
            {
                throw score.Wrong($"gives scores of {model} once more");
            }

            scores.Add(Score(model, score, steps));
        }
        return scores;
    }

    private static ImportedScore Score(string model, Field score, int steps)
    {
        if (score.Kind != JsonValueKind.Object)
        {
            throw score.Wanted("an object with kind and probabilities");
        }

        var kind = score.Required("kind").Text();
        if (kind is not ("process" or "outcome"))
        {
            throw score.Required("kind").Wanted("process or outcome");
        }

        var classes = score["classes"] is { } names ? Classes(names) : Positive;
        var (given, logits) = (score["probabilities"], score["logits"]);
        if (given is not null && logits is not null)
        {
            throw score.Wrong("must have either probabilities or logits");
        }

        var field = given ?? logits ?? score.Required("probabilities");
        var rows = field.Length();
        var wanted = kind == "process" ? steps : 1;
        if (rows != wanted)
        {
            throw field.Wrong($"has {rows} rows, not {wanted} ({(kind == "process" ? "a row a step" : "one row")})");
        }

        return new ImportedScore(
            model,
            kind,
            classes,
            logits is null ? ClassRows.Probabilities(field, kind, classes) : ClassRows.Logits(field, classes)
        );
    }

    private static string[] Classes(Field field)
    {
        var classes = field.Texts();
        var (known, places) = (true, 0);
        foreach (var name in classes)
        {
            var place = Array.IndexOf(KnownClasses, name);
            known &= place >= 0 && (places & (1 << place)) == 0;
            places |= 1 << place;
        }
        return known && classes.Length > 0
            ? classes
            : throw field.Wrong("must be some of negative, neutral and positive, each once");
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex ModelName();
}
