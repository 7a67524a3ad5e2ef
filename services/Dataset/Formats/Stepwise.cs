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
    public static PoolFormat Format { get; } =
        new(
            "trl",
            r =>
                PoolFormats.Has(r, "prompt")
                && PoolFormats.Has(r, "completions", JsonValueKind.Array)
                && PoolFormats.Has(r, "labels", JsonValueKind.Array),
            Read,
            name => name is "completions" or "labels"
        )
        {
            SolutionALine = true,
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
        return new ImportedSolution(sample, steps, null, steps.Length > 0, null, StepLabel.Of(labels), []);
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
