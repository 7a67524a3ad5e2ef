namespace Platform.Dataset.Json;

/// <summary>Explains why a text is not JSON: the parser's message without its path and line number.</summary>
internal static class NotJson
{
    public static string Reason(Exception e)
    {
        string reason = e.Message;
        foreach (var coordinates in (string[])[" Path: ", " LineNumber: "])
        {
            int at = reason.IndexOf(coordinates, StringComparison.Ordinal);
            reason = at < 0 ? reason : reason[..at];
        }
        reason = reason.TrimEnd('.', ' ');
        return e is System.Text.Json.JsonException { LineNumber: 0 or null, BytePositionInLine: { } place }
            ? $"{reason} (at byte {place + 1})"
            : reason;
    }
}
