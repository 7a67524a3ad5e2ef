namespace Platform.Dataset.Storage;

/// <summary>Checks that Postgres can store texts: everything except NUL.</summary>
internal static class Storable
{
    /// <summary>Returns why the texts cannot be stored, or null if they can.</summary>
    public static string? Reason(IEnumerable<string> texts) =>
        texts.Any(t => t.Contains('\0')) ? "holds the character NUL, which the database cannot store" : null;
}
