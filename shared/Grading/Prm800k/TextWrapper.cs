namespace Platform.Grading.Prm800k;

/// <summary>A whole answer inside <c>\text{...}</c>.</summary>
internal static class TextWrapper
{
    private const string Open = "\\text{";

    /// <summary>
    /// The content when the answer starts with <c>\text{</c>, ends with <c>}</c> and holds no line break between them;
    /// braces are not matched, as in the reference.
    /// </summary>
    public static bool TryUnwrap(string answer, out string content)
    {
        var end = answer.EndsWith('\n') ? answer.Length - 1 : answer.Length;
        content = answer;
        if (
            !answer.StartsWith(Open, StringComparison.Ordinal)
            || end < Open.Length + 2
            || answer[end - 1] != '}'
            || answer.AsSpan(Open.Length, end - 1 - Open.Length).Contains('\n')
        )
        {
            return false;
        }
        content = answer[Open.Length..(end - 1)];
        return true;
    }
}
