namespace Platform.Trainer;

/// <summary>
/// Claims a training's folder for one process at a time, as long as that process lives. The operating system releases the
/// claim of a process that was killed.
/// </summary>
internal static class FolderClaim
{
    /// <summary>Claims the folder; null when another process holds it.</summary>
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
