using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Dataset.Json;
using Platform.Dataset.Labels;
using Platform.Grading;

namespace Platform.Dataset.Formats;

/// <summary>
/// MR-Ben: an object from a question's UUID to the list of its solutions, or a row per solution. The first wrong step counts
/// from 1; <c>N/A</c>: none is wrong. Steps may be empty, and count. The options of a question follow its text.
/// </summary>
internal static partial class MrBen
{
    private const string Name = "mr-ben";
    private const string Id = "Question_UUID";
    private const string Question = "Question";
    private const string Options = "Options";
    private const string Steps = "Model_Solution_Steps";
    private const string Verdict = "Model_Solution_Correctness";
    private const string FirstWrong = "Model_Solution_First_Error_Step";
    private const string None = "N/A";

    /// <summary>Fields that say why the labels are what they are.</summary>
    private static readonly string[] OfLabels =
    [
        FirstWrong,
        "Model_Solution_Error_Reason",
        "Model_Solution_Rectified_First_Error_Step",
    ];

    public static PoolFormat Format { get; } =
        new(Name, r => PoolFormats.Has(r, Question, Steps, FirstWrong), Read, _ => true)
        {
            SolutionALine = true,
            Writer = new SolutionWriter(Write) { Layout = RecordLayout.Groups },
        };

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var question = record.Required(Question).NotBlank();
        var statement = Chosen(record[Options]) is { } options ? $"{question}\n{options}" : question;
        return new ImportedProblem(
            record[Id] is { } id ? PoolFormats.Key(id) : PoolFormats.Key(statement),
            statement,
            (record["Ground_Truth_Answer_Modified"] ?? record["Ground_Truth_Answer"])?.Answer(),
            record["Subject"]?.Text(),
            null,
            PoolFormats.Solutions([record], errors, Solution)
        );
    }

    /// <summary>Returns the options that follow the question; the text None stands as nan in some rows of a question.</summary>
    private static string? Chosen(Field? options) =>
        options is { Kind: JsonValueKind.String } given && given.Text() is var text && !string.IsNullOrWhiteSpace(text)
            ? Listed(text)
            : null;

    private static string Listed(string options) => NotANumber().Replace(options, "None");

    [GeneratedRegex(@"(?<=\b[A-Z]: )nan\b")]
    private static partial Regex NotANumber();

    private static ImportedSolution Solution(Field record, int sample)
    {
        var given = record.Required(Steps);
        var isText = given.Kind == JsonValueKind.String;
        IReadOnlyList<string> steps = isText ? StepSplitting.ByLine(given.Text()) : given.Texts();
        var field = record.Required(FirstWrong);
        var first = First(field, steps.Count);
        var labels = new double?[steps.Count];
        labels.AsSpan(0, first ?? steps.Count).Fill(1);
        if (first is { } wrong)
        {
            labels[wrong] = -1;
        }

        return new ImportedSolution(
            sample,
            steps,
            null,
            steps.Count > 0,
            record[Verdict] is { } verdict ? verdict.OneOf(["correct", "incorrect"]) == "correct" : null,
            StepLabel.Of(labels),
            [],
            record["Sampled_Model"]?.Text(),
            // The question is the statement without the options; a solution of one text is cut into steps here.
            Record: KeptFields.Of(Name, record, isText ? [Question, .. OfLabels] : [Question, Steps, .. OfLabels]),
            LabelRecord: KeptFields.Only(Name, record, OfLabels)
        );
    }

    /// <summary>Returns the first wrong step, counted from 0; null if none is wrong.</summary>
    private static int? First(Field field, int steps)
    {
        var text = field.TextOrNumber().Trim();
        return text.Equals(None, StringComparison.OrdinalIgnoreCase) ? null
            : !int.TryParse(text, out var first) ? throw field.Wanted($"the number of a step, from 1, or {None}")
            : first >= 1 && first <= steps ? first - 1
            : throw field.Wrong($"is {first}, and the steps are 1 to {steps} ({None}: none is wrong)");
    }

    private static string? Write(Utf8JsonWriter json, ExportedSolution solution, Neutral? neutral)
    {
        var kept = solution.Kept(Name);
        var labelled = solution.Labels?.Kept(Name) ?? default;
        var (first, reason) = TwoClasses.FirstWrong(solution.OwnLabels(), neutral);
        if (reason is not null)
        {
            return reason;
        }

        var imported = kept.ValueKind == JsonValueKind.Object;
        if (!imported && solution.Correct is null)
        {
            return Unwritten.Unjudged;
        }

        var row = RecordWriter.Begin(json, kept);
        row.Default(Id, solution.Problem.Key);
        row.Default("Subject", solution.Problem.Subject);
        var options = RecordWriter.Member(kept, Options);
        row.Text(Question, Asked(solution.Problem.Statement, options));
        row.Default(Options, "");
        row.Default("Ground_Truth_Analysis", "");
        row.Default("Ground_Truth_Answer", solution.Problem.Answer);
        row.Default("Ground_Truth_Answer_Modified", solution.Problem.Answer);
        row.Default("Sampled_Model", solution.Model);
        if (RecordWriter.Member(kept, Steps).ValueKind != JsonValueKind.String)
        {
            row.Texts(Steps, solution.Steps);
        }

        row.Default(Verdict, solution.Correct == true ? "correct" : "incorrect");
        if (labelled.ValueKind == JsonValueKind.Object)
        {
            row.Members(labelled);
        }
        else
        {
            row.Text(FirstWrong, first < 0 ? None : $"{first + 1}");
        }

        row.End();
        return null;
    }

    private static string Asked(string statement, JsonElement options) =>
        options.ValueKind == JsonValueKind.String
        && Listed(options.GetString()!) is { Length: > 0 } text
        && statement.EndsWith($"\n{text}", StringComparison.Ordinal)
            ? statement[..^(text.Length + 1)]
            : statement;
}
