using System.Diagnostics.CodeAnalysis;

namespace Platform.Dataset.Storage;

/// <summary>What Postgres can store as text: everything except NUL.</summary>
internal static class Storable
{
    /// <summary>Returns why the texts cannot be stored, or null if they can.</summary>
    public static string? Reason(IEnumerable<string> texts) =>
        texts.Any(t => t.Contains('\0')) ? "holds the character NUL, which the database cannot store" : null;

    /// <summary>Replaces NUL in a text of ours, such as a reason, where refusing it would lose the rest.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Text(string? text) => text?.Replace('\0', '\uFFFD');
}
