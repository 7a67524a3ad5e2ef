using System.Security.Cryptography;
using System.Text.Json;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Exports;

/// <summary>An exported pool as a file on the user's disk, with the file that says what it holds, or on standard output.</summary>
internal static class ExportFiles
{
    /// <exception cref="CommandFailed">The file cannot be written, or what arrived is not what was sent.</exception>
    public static async Task<ExportSummary> Write(
        Session session,
        string pool,
        ExportOptions options,
        string? path,
        CancellationToken cancellationToken
    )
    {
        using var dataset = new DatasetConnection(session);
        return await ProgressView.Run(
            session,
            async view =>
            {
                view.Show([new Bar(pool, 0, null, Unit.Bytes, Detail: "Dataset writes the file")]);
                using var answer = await dataset.AskAtLength(
                    api => api.ExportFile(pool, options, cancellationToken),
                    "Repeat the command.",
                    cancellationToken
                );
                if (answer.Error is { } error)
                {
                    throw error;
                }

                var summary = JsonSerializer.Deserialize<ExportSummary>(
                    answer.Headers!.GetValues(ExportSummary.Header).Single(),
                    JsonSerializerOptions.Web
                )!;
                await using var content = new CountedStream(
                    answer.Content!,
                    read => view.Show([new Bar(pool, read, summary.Bytes, Unit.Bytes)])
                );
                if (path is null)
                {
                    await Print(session.Terminal, content, cancellationToken);
                }
                else
                {
                    await Save(session, content, path, summary, cancellationToken);
                }

                return summary;
            }
        );
    }

    private static async Task Print(Terminal terminal, Stream content, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            await terminal.Out.WriteLineAsync(line);
        }
    }

    private static async Task Save(
        Session session,
        Stream content,
        string path,
        ExportSummary summary,
        CancellationToken cancellationToken
    )
    {
        // A file of that name is replaced when the new one is complete.
        var part = $"{path}.part";
        await OutputFile.Write(
            session,
            path,
            async () =>
            {
                try
                {
                    await Copy(content, part, summary.Sha256, cancellationToken);
                    File.Move(part, path, overwrite: true);
                }
                finally
                {
                    File.Delete(part);
                }
            }
        );
        await OutputFile.Write(
            session,
            $"{path}.export.json",
            JsonSerializer.Serialize(summary, Json.Options) + "\n",
            cancellationToken
        );
    }

    private static async Task Copy(Stream content, string part, string sha256, CancellationToken cancellationToken)
    {
        using var sha = SHA256.Create();
        await using (var file = File.Create(part))
        await using (var hashing = new CryptoStream(file, sha, CryptoStreamMode.Write))
        {
            await content.CopyToAsync(hashing, cancellationToken);
        }

        if (Convert.ToHexStringLower(sha.Hash!) != sha256)
        {
            throw new CommandFailed(
                Exit.Failed,
                "The file that arrived is not the one that was sent: repeat the command."
            );
        }
    }
}
