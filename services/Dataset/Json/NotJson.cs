using System.Text;
using System.Text.Json;

namespace Platform.Dataset.Json;

/// <summary>Explains why a text is not JSON.</summary>
internal static class NotJson
{
    /// <summary>Returns the reason for an exception of the parser, in words that say how to mend the text.</summary>
    public static string Reason(ReadOnlyMemory<byte> text, JsonException e) =>
        BrokenUtf8(text.Span) ?? JsonFault.Reason(text.Span) ?? RepeatedName.Reason(text) ?? $"not JSON: {Reason(e)}";

    /// <summary>Returns the parser's message without its path and line number, where the text is not at hand.</summary>
    public static string Reason(Exception e)
    {
        string reason = e.Message;
        foreach (var coordinates in (string[])[" Path: ", " LineNumber: "])
        {
            int at = reason.IndexOf(coordinates, StringComparison.Ordinal);
            reason = at < 0 ? reason : reason[..at];
        }
        reason = reason.TrimEnd('.', ' ');
        return e is JsonException { LineNumber: 0 or null, BytePositionInLine: { } place }
            ? $"{reason} (at byte {place + 1})"
            : reason;
    }

    private static string? BrokenUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            return null;
        }
        catch (DecoderFallbackException e)
        {
            return $"not JSON: broken UTF-8 at byte {e.Index + 1}";
        }
    }
}
