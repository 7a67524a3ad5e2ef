namespace Platform.Trainer;

/// <summary>
/// A training's folder belongs to one process at a time, as long as that lives. The operating system lets go of the claim of a
/// process that was killed.
/// </summary>
internal static class FolderClaim
{
    /// <summary>Null: another process has it.</summary>
    public static IDisposable? Try(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(
                Path.Combine(folder, "claim"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException)
        {
            return null;
        }
    }
}
