namespace Platform.Dataset.Formats;

/// <summary>GSM8K: problems only; the reference answer is the text after the last <c>####</c>.</summary>
internal static class Gsm8kProblems
{
    public static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("question").NotBlank();
        var worked = record.Required("answer");
        var text = worked.Text();
        var mark = text.LastIndexOf("####", StringComparison.Ordinal);
        if (mark < 0 || text[(mark + 4)..].Trim() is not { Length: > 0 } answer)
            throw worked.Wrong("does not end in '#### ' and the final answer");
        return new ImportedProblem(PoolFormats.Key(statement), statement, answer, null, null, []);
    }
}
