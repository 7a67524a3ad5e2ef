using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Formats;

/// <summary>
/// TRL's stepwise supervision: <c>completions</c> are the steps of one solution, and <c>labels</c> say of each whether it is
/// right. A problem's lines are its samples.
/// </summary>
internal static class Stepwise
{
    private const string Name = "trl";

    public static PoolFormat Format { get; } =
        new(
            Name,
            r =>
                PoolFormats.Has(r, "prompt")
                && PoolFormats.Has(r, "completions", JsonValueKind.Array)
                && PoolFormats.Has(r, "labels", JsonValueKind.Array),
            Read,
            name => name is "completions" or "labels"
        )
        {
            SolutionALine = true,
            Writer = new SolutionWriter(Write) { LabelledStepsOnly = true },
        };

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("prompt").NotBlank();
        return new ImportedProblem(
            PoolFormats.Key(statement),
            statement,
            null,
            null,
            null,
            PoolFormats.Solutions([record], errors, Solution)
        );
    }

    private static ImportedSolution Solution(Field record, int sample)
    {
        var steps = record.Required("completions").Texts();
        var field = record.Required("labels");
        if (field.Length() != steps.Length)
        {
            throw field.Wrong($"has {field.Length()} entries for {steps.Length} steps in completions");
        }

        var labels = field.All(Label);
        // Other labels than true and false are kept as they are written.
        var plain = field.Items().All(label => label.Kind is JsonValueKind.True or JsonValueKind.False);
        return new ImportedSolution(
            sample,
            steps,
            null,
            steps.Length > 0,
            null,
            StepLabel.Of(labels),
            [],
            Record: KeptFields.Of(Name, record, "prompt", "completions", "labels"),
            LabelRecord: plain ? null : KeptFields.Only(Name, record, "labels")
        );
    }

    private static string? Write(Utf8JsonWriter json, ExportedSolution solution, Neutral? neutral)
    {
        var labelled = solution.Labels?.Kept(Name) ?? default;
        var imported = labelled.ValueKind == JsonValueKind.Object;
        var (right, reason) = TwoClasses.Steps(solution.OwnLabels(), neutral);
        if (reason is not null && !imported)
        {
            return reason;
        }

        var row = RecordWriter.Begin(json, solution.Kept(Name));
        row.Text("prompt", solution.Problem.Statement);
        row.Texts("completions", imported ? solution.Steps : [.. solution.Steps.Take(right.Length)]);
        if (imported)
        {
            row.Members(labelled);
        }
        else
        {
            row.Name("labels");
            json.WriteStartArray();
            foreach (var label in right)
            {
                json.WriteBooleanValue(label);
            }

            json.WriteEndArray();
        }

        row.End();
        return null;
    }

    /// <summary>The trainer converts labels to 1 and 0, so files have them as numbers too.</summary>
    private static double? Label(Field label) =>
        label.Kind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Number => label.WholeNumber() switch
            {
                1 => 1,
                0 => -1,
                _ => throw label.Wanted("true or false (or 1 or 0)"),
            },
            _ => label.Truth() ? 1 : -1,
        };
}
