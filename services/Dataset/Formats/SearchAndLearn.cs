using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Grading;

namespace Platform.Dataset.Formats;

/// <summary>
/// The output of huggingface/search-and-learn: <c>completions</c> are the samples of a problem, <c>scores</c> the
/// probabilities of a process reward model for each step, or one score per sample. Blank lines separate steps. What follows
/// from them (<c>pred...</c>, <c>agg_scores</c>) is ignored.
/// </summary>
internal static class SearchAndLearn
{
    private static readonly string[] Positive = ["positive"];

    public static PoolFormat Format { get; } =
        new(
            "search-and-learn",
            r => PoolFormats.Has(r, "problem") && PoolFormats.Has(r, "completions", JsonValueKind.Array),
            Read,
            name =>
                name is "problem" or "completions" or "scores" or "agg_scores" or "solution"
                || name.StartsWith("pred", StringComparison.Ordinal)
        );

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("problem").NotBlank();
        var samples = record.Required("completions").Items();
        var scores = record["scores"]?.Items();
        if (scores is not null && scores.Length != samples.Length)
        {
            throw record.Required("scores").Wrong($"has {scores.Length} entries for {samples.Length} completions");
        }

        var reference = record["solution"] is { Kind: JsonValueKind.String } solution
            ? AnswerExtraction.Extract(solution.Text()).Answer
            : null;
        return new ImportedProblem(
            record["unique_id"] is { } id ? PoolFormats.Key(id) : PoolFormats.Key(statement),
            statement,
            record["answer"]?.Answer() ?? reference,
            (record["subject"] ?? record["type"])?.Text(),
            PoolFormats.Level(record),
            PoolFormats.Solutions(samples, errors, (text, sample) => Solution(text, sample, scores?[sample]))
        );
    }

    private static ImportedSolution Solution(Field field, int sample, Field? score)
    {
        var text = field.Text();
        var steps = StepSplitting.ByBlankLine(text);
        if (score is not { Kind: not JsonValueKind.Null } scored)
        {
            return new ImportedSolution(sample, steps, null, steps.Count > 0, null, null, []);
        }

        if (scored.Kind == JsonValueKind.Number)
        {
            return Scored(
                "outcome",
                [
                    [ClassRows.Probability(scored)],
                ]
            );
        }

        var values = scored.Items();
        if (values.Length != steps.Count)
        {
            // The scorer of search-and-learn cuts at every blank line, also behind '# Answer'.
            steps = text.Split("\n\n");
            if (values.Length != steps.Count)
            {
                throw scored.Wrong($"has {values.Length} entries for {StepSplitting.ByBlankLine(text).Count} steps");
            }
        }
        return Scored(
            "process",
            [.. values.Select((value, step) => new[] { ClassRows.Probability(value, $" (step {step + 1})") })]
        );

        ImportedSolution Scored(string kind, double[][] rows) =>
            new(
                sample,
                steps,
                null,
                steps.Count > 0,
                null,
                null,
                [new ImportedScore(kind == "process" ? "imported-prm" : "imported-orm", kind, Positive, rows)]
            );
    }
}
