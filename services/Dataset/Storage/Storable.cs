namespace Platform.Dataset.Storage;

/// <summary>What Postgres can store as text: everything but NUL.</summary>
internal static class Storable
{
    /// <summary>Why texts cannot be stored; null: they can.</summary>
    public static string? Reason(IEnumerable<string> texts) =>
        texts.Any(t => t.Contains('\0')) ? "holds the character NUL, which the database cannot store" : null;
}
