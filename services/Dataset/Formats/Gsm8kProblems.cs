using System.Text.Json;
using Platform.Dataset.Json;

namespace Platform.Dataset.Formats;

/// <summary>GSM8K: problems only; the reference answer is the text after the last <c>####</c>.</summary>
internal static class Gsm8kProblems
{
    private const string Mark = "####";

    public static PoolFormat Format { get; } =
        new(
            "gsm8k",
            r =>
                PoolFormats.Has(r, "question", JsonValueKind.String)
                && r["answer"] is { Kind: JsonValueKind.String } answer
                && answer.Value.GetRawText().Contains(Mark, StringComparison.Ordinal),
            Read,
            name => name is "question" or "answer"
        );

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("question").NotBlank();
        var worked = record.Required("answer");
        var text = worked.Text();
        var mark = text.LastIndexOf(Mark, StringComparison.Ordinal);
        if (mark < 0 || text[(mark + Mark.Length)..].Trim() is not { Length: > 0 } answer)
        {
            throw worked.Wrong("does not end in '#### ' and the final answer");
        }

        return new ImportedProblem(PoolFormats.Key(statement), statement, answer, null, null, []);
    }
}
