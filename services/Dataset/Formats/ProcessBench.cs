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
    public static PoolFormat Format { get; } =
        new(
            "processbench",
            r =>
                PoolFormats.Has(r, "problem", "final_answer_correct")
                && PoolFormats.Has(r, "steps", JsonValueKind.Array)
                && PoolFormats.Has(r, "label", JsonValueKind.Number),
            Read,
            name => name is "steps" or "label" or "generator"
        );

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("problem").NotBlank();
        return new ImportedProblem(
            record["id"] is { } id ? PoolFormats.Key(id) : PoolFormats.Key(statement),
            statement,
            null,
            null,
            null,
            PoolFormats.Solutions([record], errors, Solution)
        );
    }

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
            record["generator"]?.Text()
        );
    }
}
