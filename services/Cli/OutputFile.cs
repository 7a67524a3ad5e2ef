namespace Platform.Cli;

/// <summary>A file that the user names as output.</summary>
internal static class OutputFile
{
    /// <exception cref="CommandFailed">The file cannot be written; the message names it.</exception>
    public static async Task Write(Session session, string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed(Exit.Failed, $"Cannot write {path}: {e.Message}", e);
        }

        session.Terminal.Error.WriteLine($"Wrote {path}");
    }
}
