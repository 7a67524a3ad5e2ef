using System.CommandLine;

namespace Platform.Cli;

/// <summary><c>export</c>: writes a pool as a pool file to standard output.</summary>
internal static class ExportCommand
{
    public static Verb Create(Session session)
    {
        var pool = new Argument<string>("POOL") { Description = "The pool" }.Named();
        var labeller = new Option<string?>("--labeller")
        {
            Description =
                "Labeller of the labels: file (the default: those imported with the pool), oracle, or a versioned name",
            HelpName = "NAME",
        };
        var verb = new Verb(
            "export",
            "Write a pool's problems, solutions and labels as a pool file to standard output",
            "./platform export mine > mine.jsonl\n./platform export sampled --labeller oracle > labelled.jsonl"
        )
        {
            pool,
            labeller,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                await using var stream = await dataset.Ask(
                    api => api.Export(parsed.GetValue(pool)!, parsed.GetValue(labeller), cancellationToken),
                    cancellationToken
                );
                using var reader = new StreamReader(stream);
                while (await reader.ReadLineAsync(cancellationToken) is { } line)
                {
                    await session.Terminal.Out.WriteLineAsync(line);
                }

                return Exit.Ok;
            }
        );
        return verb;
    }
}
