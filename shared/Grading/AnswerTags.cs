namespace Platform.Grading;

/// <summary>The block <c>&lt;answer&gt;...&lt;/answer&gt;</c> of models that are trained to mark their answer so.</summary>
internal static class AnswerTags
{
    private const string Open = "<answer>";
    private const string Close = "</answer>";

    /// <summary>The text within the last closed pair of tags that is not empty; null if there is none.</summary>
    public static string? Last(string text)
    {
        for (var end = text.Contains('<') ? Find(text, Close, text.Length) : -1; end >= 0; end = Find(text, Close, end))
        {
            var start = Find(text, Open, end);
            if (start < 0)
            {
                return null;
            }
            var content = text.AsSpan((start + Open.Length)..end).Trim();
            if (!AnswerText.IsEmpty(content))
            {
                return content.ToString();
            }
        }
        return null;
    }

    private static int Find(string text, string tag, int before) =>
        text.AsSpan(0, before).LastIndexOf(tag, StringComparison.OrdinalIgnoreCase);
}
