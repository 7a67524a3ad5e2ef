using System.CommandLine;

namespace Platform.Cli.Selections;

/// <summary>A selection's page and solutions as files on the user's disk.</summary>
internal static class SelectionFiles
{
    public static Option<string?> Html() =>
        new("--html") { Description = "Write the page of the selection to FILE", HelpName = "FILE" };

    public static Option<string?> Solutions() =>
        new("--out") { Description = "Write the chosen solutions to FILE as JSON lines", HelpName = "FILE" };

    /// <exception cref="CommandFailed">A file cannot be written.</exception>
    public static async Task Write(
        Session session,
        DatasetConnection dataset,
        Guid id,
        string? html,
        string? solutions,
        CancellationToken cancellationToken
    )
    {
        if (html is not null)
        {
            var text = await dataset.Ask(api => api.GetSelectionHtml(id, cancellationToken), cancellationToken);
            await To(session, html, file => File.WriteAllTextAsync(file, text, cancellationToken));
        }
        if (solutions is not null)
        {
            await using var lines = await dataset.Ask(
                api => api.GetSelectedSolutions(id, cancellationToken),
                cancellationToken
            );
            await To(
                session,
                solutions,
                async path =>
                {
                    await using var file = File.Create(path);
                    await lines.CopyToAsync(file, cancellationToken);
                }
            );
        }
    }

    private static async Task To(Session session, string file, Func<string, Task> write)
    {
        try
        {
            await write(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed(Exit.Failed, $"Cannot write {file}: {e.Message}", e);
        }
        session.Terminal.Error.WriteLine($"Wrote {file}");
    }
}
