namespace Platform.Cli;

/// <summary>A file that the user names as input.</summary>
internal static class InputFile
{
    /// <exception cref="CommandFailed">The file cannot be read; the message names it.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CommandFailed(Exit.Rejected, $"Cannot read {path}: it is a folder; name a file in it.");
        }

        try
        {
            return new FileStream(
                path,
                new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous }
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed(Exit.Rejected, $"Cannot read {path}: {e.Message}", e);
        }
    }
}
