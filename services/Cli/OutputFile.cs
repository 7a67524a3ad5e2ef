namespace Platform.Cli;

/// <summary>A file that the user names as output.</summary>
internal static class OutputFile
{
    /// <exception cref="CommandFailed">The file cannot be written; the message names it.</exception>
    public static Task Write(Session session, string path, string text, CancellationToken cancellationToken) =>
        Write(session, path, () => File.WriteAllTextAsync(path, text, cancellationToken));

    /// <param name="session">Where to tell that the file is written.</param>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="CommandFailed">The file cannot be written; the message names it.</exception>
    public static async Task Write(Session session, string path, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed(Exit.Failed, $"Cannot write {path}: {e.Message}", e);
        }

        session.Terminal.Error.WriteLine($"Wrote {path}");
    }
}
