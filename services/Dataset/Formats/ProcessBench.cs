using System.Globalization;
using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Formats;

/// <summary>
/// ProcessBench: one solution per problem with the place of its first wrong step, counted from 0, or -1 if all are right.
/// The steps before it are right; those behind it have no label.
/// </summary>
internal static class ProcessBench
{
    private const string Name = "processbench";

    public static PoolFormat Format { get; } =
        new(
            Name,
            r =>
                PoolFormats.Has(r, "problem", "final_answer_correct")
                && PoolFormats.Has(r, "steps", JsonValueKind.Array)
                && PoolFormats.Has(r, "label", JsonValueKind.Number),
            Read,
            _ => true
        )
        {
            Writer = new SolutionWriter(Write) { Layout = RecordLayout.Array },
        };

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("problem").NotBlank();
        return new ImportedProblem(
            record["id"] is { } id ? PoolFormats.Key(id) : PoolFormats.Key(statement),
            statement,
            null,
            Subset(record),
            null,
            PoolFormats.Solutions([record], errors, Solution)
        );
    }

    /// <summary>The subset, such as <c>gsm8k</c>: what stands before the number in the id.</summary>
    private static string? Subset(Field record) =>
        record["id"] is { Kind: JsonValueKind.String } id
        && id.Text() is var text
        && text.LastIndexOf('-') is > 0 and var dash
        && int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? text[..dash]
            : null;

    private static ImportedSolution Solution(Field record, int sample)
    {
        var steps = record.Required("steps").Texts();
        var label = record.Required("label");
        var wrong = label.WholeNumber();
        if (wrong < -1 || wrong >= steps.Length)
        {
            throw label.Wrong($"is {wrong}, and the steps are 0 to {steps.Length - 1} (-1: none is wrong)");
        }

        var labels = new double?[steps.Length];
        labels.AsSpan(0, wrong < 0 ? steps.Length : wrong).Fill(1);
        if (wrong >= 0)
        {
            labels[wrong] = -1;
        }

        return new ImportedSolution(
            sample,
            steps,
            null,
            steps.Length > 0,
            record["final_answer_correct"]?.Truth(),
            StepLabel.Of(labels),
            [],
            record["generator"]?.Text(),
            Record: KeptFields.Of(Name, record, "problem", "steps", "label")
        );
    }

    private static string? Write(Utf8JsonWriter json, ExportedSolution solution, Neutral? neutral)
    {
        var kept = solution.Kept(Name);
        if (kept.ValueKind != JsonValueKind.Object && solution.Correct is null)
        {
            return Unwritten.Unjudged;
        }

        var (wrong, reason) = TwoClasses.FirstWrong(solution.OwnLabels(), neutral);
        if (reason is not null)
        {
            return reason;
        }

        var row = RecordWriter.Begin(json, kept);
        row.Default("id", solution.Id);
        row.Default("generator", solution.Model);
        row.Text("problem", solution.Problem.Statement);
        row.Texts("steps", solution.Steps);
        row.Default("final_answer_correct", solution.Correct);
        row.Number("label", wrong);
        row.End();
        return null;
    }
}
