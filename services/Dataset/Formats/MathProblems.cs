using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Grading;

namespace Platform.Dataset.Formats;

/// <summary>
/// MATH-500 and MATH: problems only. If there is no <c>answer</c>, the reference answer is the final answer of
/// <c>solution</c>.
/// </summary>
internal static class MathProblems
{
    public static PoolFormat Format { get; } =
        new(
            "math-500",
            r => PoolFormats.Has(r, "problem") && (PoolFormats.Has(r, "unique_id") || PoolFormats.Has(r, "solution")),
            Read,
            name => name is "problem" or "answer" or "solution"
        );

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("problem").NotBlank();
        var answer =
            record["answer"]?.Answer()
            ?? (
                record["solution"] is { Kind: JsonValueKind.String } solution
                    ? AnswerExtraction.Extract(solution.Text()).Answer
                    : null
            )
            ?? throw new UnreadableException("answer is missing, and solution ends in none");
        return new ImportedProblem(
            record["unique_id"] is { } id ? PoolFormats.Key(id) : PoolFormats.Key(statement),
            statement,
            answer,
            (record["subject"] ?? record["type"])?.Text(),
            PoolFormats.Level(record),
            []
        );
    }
}
