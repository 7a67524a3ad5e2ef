using Platform.Grading;

namespace Platform.Dataset.Formats;

/// <summary>
/// MATH-500 and MATH: problems only. If there is no <c>answer</c>, the reference answer is the final answer of
/// <c>solution</c>.
/// </summary>
internal static class MathProblems
{
    public static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("problem").NotBlank();
        var answer =
            record["answer"]?.TextOrNumber()
            ?? AnswerExtraction.Extract(record.Required("solution").Text()).Answer
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
