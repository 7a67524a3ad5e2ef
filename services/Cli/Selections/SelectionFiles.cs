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
            await OutputFile.Write(session, html, text, cancellationToken);
        }
        if (solutions is not null)
        {
            await using var lines = await dataset.Ask(
                api => api.GetSelectedSolutions(id, cancellationToken),
                cancellationToken
            );
            await OutputFile.Write(
                session,
                solutions,
                async () =>
                {
                    await using var file = File.Create(solutions);
                    await lines.CopyToAsync(file, cancellationToken);
                }
            );
        }
    }
}
