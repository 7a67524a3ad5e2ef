using Platform.Dataset.Json;
using Platform.Grading;

namespace Platform.Dataset.Formats;

/// <summary>
/// GSM8K's example solutions: solutions of four models per problem, one sample each, in the order below. Every line is a
/// step; the last one reads <c>A: 18</c> if the model reached an answer.
/// </summary>
internal static class Gsm8kSolutions
{
    private static readonly string[] Models =
    [
        "6b_finetuning",
        "6b_verification",
        "175b_finetuning",
        "175b_verification",
    ];

    public static PoolFormat Format { get; } =
        new(
            "gsm8k-solutions",
            r => PoolFormats.Has(r, "question", "ground_truth", Models[0]),
            Read,
            name => name is "question" or "ground_truth" || Models.Contains(name)
        );

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("question").NotBlank();
        var truth = record.Required("ground_truth");
        return new ImportedProblem(
            PoolFormats.Key(statement),
            statement,
            Answer(StepSplitting.ByLine(truth.Text())) ?? throw truth.Wrong("has no last line 'A: ...'"),
            null,
            null,
            PoolFormats.Solutions(Models.Select(_ => record), errors, Solution)
        );
    }

    private static ImportedSolution Solution(Field record, int sample)
    {
        var entry = record.Required(Models[sample]);
        var steps = StepSplitting.ByLine(entry.Required("solution").Text());
        var answer = Answer(steps);
        var correct = entry["is_correct"]?.Truth();
        return new ImportedSolution(sample, steps, answer, answer is not null, correct, null, [], Models[sample]);
    }

    private static string? Answer(IReadOnlyList<string> steps) =>
        steps.LastOrDefault() is { } last && last.StartsWith("A:", StringComparison.Ordinal) ? last[2..].Trim() : null;
}
