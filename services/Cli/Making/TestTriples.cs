using Platform.Synthetic.Game24;

namespace Platform.Cli.Making;

/// <summary>The states of a Game of 24 test that training texts must not contain.</summary>
internal static class TestTriples
{
    /// <summary>Reads the triples from a file of that name if there is one, otherwise from a pool.</summary>
    /// <param name="session">Gives access to Dataset.</param>
    /// <param name="without">The pool or file; null for none.</param>
    /// <param name="field">What named it, for the error.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="CommandFailed">There is no such pool, or it has no step that leaves three numbers.</exception>
    public static async Task<IReadOnlySet<string>?> Read(
        Session session,
        string? without,
        string field,
        CancellationToken cancellationToken
    )
    {
        if (without is null)
        {
            return null;
        }

        HashSet<string> triples = new(StringComparer.Ordinal);
        if (File.Exists(without))
        {
            await foreach (var line in File.ReadLinesAsync(without, cancellationToken))
            {
                triples.UnionWith(Game24Texts.Triples(line));
            }
        }
        else
        {
            using var dataset = new DatasetConnection(session);
            await using var stream = await dataset.Ask(
                api => api.Export(without, null, cancellationToken),
                cancellationToken
            );
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                triples.UnionWith(Game24Texts.Triples(line));
            }
        }

        return triples.Count > 0
            ? triples
            : throw new CommandFailed(
                Exit.Rejected,
                $"{field}: {without} holds no step '... (left: a b c)' that leaves three numbers."
            );
    }
}
