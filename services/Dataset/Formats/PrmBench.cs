using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Formats;

/// <summary>
/// PRMBench: a correct solution and one into which errors were put. The modified solution is imported; <c>error_steps</c> are
/// its wrong steps, counted from 1, and the others are right. The original solution is kept for the export.
/// </summary>
internal static class PrmBench
{
    private const string Name = "prmbench";
    private const string Question = "modified_question";
    private const string Steps = "modified_process";
    private const string Wrong = "error_steps";

    /// <summary>Fields that say why the labels are what they are.</summary>
    private static readonly string[] OfLabels = [Wrong, "modified_steps", "reason", "classification"];

    public static PoolFormat Format { get; } =
        new(
            Name,
            r => PoolFormats.Has(r, Steps, JsonValueKind.Array) && PoolFormats.Has(r, Wrong, JsonValueKind.Array),
            Read,
            _ => true
        )
        {
            Writer = new SolutionWriter(Write),
        };

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = (
            record[Question] ?? record["question"] ?? record["original_question"] ?? record.Required(Question)
        ).NotBlank();
        return new ImportedProblem(
            record["idx"] is { } id ? PoolFormats.Key(id) : PoolFormats.Key(statement),
            statement,
            null,
            record["classification"]?.Text(),
            null,
            PoolFormats.Solutions([record], errors, Solution)
        );
    }

    private static ImportedSolution Solution(Field record, int sample)
    {
        var steps = record.Required(Steps).Texts();
        var labels = new double?[steps.Length];
        labels.AsSpan().Fill(1);
        foreach (var field in record.Required(Wrong).Items())
        {
            var wrong = field.WholeNumber();
            if (wrong < 1 || wrong > steps.Length)
            {
                throw field.Wrong($"is {wrong}, and the steps of {Steps} are 1 to {steps.Length}");
            }

            labels[wrong - 1] = -1;
        }

        return new ImportedSolution(
            sample,
            steps,
            null,
            steps.Length > 0,
            null,
            StepLabel.Of(labels),
            [],
            Record: KeptFields.Of(Name, record, [Steps, .. OfLabels]),
            LabelRecord: KeptFields.Only(Name, record, OfLabels)
        );
    }

    private static string? Write(Utf8JsonWriter json, ExportedSolution solution, Neutral? neutral)
    {
        var labels = solution.OwnLabels();
        var (right, reason) = TwoClasses.Steps(labels, neutral);
        if (reason is not null || right.Length < labels.Length)
        {
            return reason ?? Unwritten.PartlyLabelled;
        }

        var kept = solution.Kept(Name);
        var labelled = solution.Labels!.Kept(Name);
        var row = RecordWriter.Begin(json, kept);
        row.Default("idx", solution.Id);
        row.Default(Question, solution.Problem.Statement);
        row.Texts(Steps, solution.Steps);
        if (labelled.ValueKind == JsonValueKind.Object)
        {
            row.Members(labelled);
        }
        else
        {
            row.Name(Wrong);
            json.WriteStartArray();
            foreach (var (step, isRight) in right.Index())
            {
                if (!isRight)
                {
                    json.WriteNumberValue(step + 1);
                }
            }

            json.WriteEndArray();
        }

        row.End();
        return null;
    }
}
