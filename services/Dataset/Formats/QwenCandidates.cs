using Platform.Dataset.Json;
using Platform.Grading;

namespace Platform.Dataset.Formats;

/// <summary>
/// Qwen2.5-Math's evaluation files: <c>code</c> contains the samples of a problem, <c>pred</c> their answers, <c>score</c>
/// the verdicts, and <c>pred_score</c> the reward model's scores, which are logits. Blank lines separate steps.
/// </summary>
internal static class QwenCandidates
{
    public static PoolFormat Format { get; } =
        new(
            "qwen",
            r => PoolFormats.Has(r, "question", "code", "pred"),
            Read,
            name =>
                name
                    is "code"
                        or "pred"
                        or "score"
                        or "pred_score"
                        // The reference solution, and other forms of the samples.
                        or "solution"
                        or "gt_cot"
                        or "response"
                        or "history"
                        or "report"
        );

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("question").NotBlank();
        var samples = record.Required("code").Items();
        var answers = Column(record, "pred", samples.Length);
        var verdicts = Column(record, "score", samples.Length);
        var scores = Column(record, "pred_score", samples.Length);
        return new ImportedProblem(
            record["idx"] is { } id ? PoolFormats.Key(id) : PoolFormats.Key(statement),
            statement,
            record["gt"]?.Answer() ?? record["answer"]?.Answer(),
            (record["subject"] ?? record["type"])?.Text(),
            PoolFormats.Level(record),
            PoolFormats.Solutions(samples, errors, Solution)
        );

        ImportedSolution Solution(Field text, int sample)
        {
            var (reasoning, written) = ReasonedText.Split(text.Text());
            var steps = StepSplitting.ByBlankLine(written);
            var answer = answers?[sample].Answer();
            ImportedScore[] scored = scores is null
                ? []
                : [new ImportedScore("imported-orm", "outcome", ["positive"], [Score(scores[sample])])];
            var finished = (steps.Count > 0 || reasoning is not null) && (answers is null || answer is not null);
            return new ImportedSolution(
                sample,
                steps,
                answer,
                finished,
                verdicts?[sample].Truth(),
                null,
                scored,
                Reasoning: reasoning
            );
        }
    }

    private static double[] Score(Field score) =>
        score.Numbers() is [var one] ? [one] : throw score.Wrong("must hold exactly one score");

    private static Field[]? Column(Field record, string name, int samples)
    {
        if (record[name] is not { } column)
        {
            return null;
        }

        var items = column.Items();
        return items.Length == samples
            ? items
            : throw column.Wrong($"has {items.Length} entries for {samples} samples in code");
    }
}
