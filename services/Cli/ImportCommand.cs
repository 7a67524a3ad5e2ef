using System.CommandLine;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli;

/// <summary><c>import</c>: imports problems, solutions and scores from a file into a pool.</summary>
internal static class ImportCommand
{
    private const int MostErrors = 20;

    public static Verb Create(Session session)
    {
        var file = new Argument<string>("FILE") { Description = "The file, or - for standard input" };
        var pool = CommonOptions.Pool("The pool to add to; created if it does not exist");
        var format = new Option<string?>("--format")
        {
            Description = $"{string.Join(", ", FileFormats.Names)}; default: detected from the content",
            HelpName = "F",
        };
        format.AcceptOnlyFromAmong([.. FileFormats.Names]);
        var notIn = new Option<string[]>("--not-in")
        {
            Description =
                "Leave out problems that are in this pool, such as a test split, recognised by their text; may be repeated",
            HelpName = "POOL",
        };
        var refuse = new Option<bool>("--refuse-overlap") { Description = "Report such problems as errors" };
        var json = CommonOptions.Json("the counts and every error");
        var verb = new Verb(
            "import",
            "Import problems and solutions from a file; a line that cannot be read is reported and the rest is imported",
            """
            ./platform import samples.jsonl --pool mine
            ./platform import example_model_solutions.jsonl --pool gsm8k --format gsm8k-solutions
            ./platform import train.parquet --pool shepherd
            ./platform import samples.jsonl.gz --pool mine
            ./platform import phase2_train.jsonl --pool prm800k --not-in math500
            """
        )
        {
            file,
            pool,
            format,
            notIn,
            refuse,
            json,
        };
        verb.Validators.Add(given =>
        {
            if (given.GetValue(refuse) && given.GetValue(notIn) is not { Length: > 0 })
            {
                given.AddError("--refuse-overlap needs --not-in POOL.");
            }
        });
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var result = await Upload(
                    session,
                    parsed.GetValue(file)!,
                    parsed.GetValue(pool)!,
                    parsed.GetValue(format),
                    parsed.GetValue(notIn) ?? [],
                    parsed.GetValue(refuse),
                    cancellationToken
                );
                if (parsed.GetValue(json))
                {
                    Json.Print(session.Terminal, result);
                }
                else
                {
                    Print(session.Terminal, result);
                }

                return result.ErrorCount > 0 ? Exit.Failed : Exit.Ok;
            }
        );
        return verb;
    }

    /// <summary>The first errors as lines, and the number of the others.</summary>
    public static IEnumerable<string> Errors(ImportResult result) =>
        result
            .Errors.Take(MostErrors)
            .Select(e => $"line {e.Line}: {e.Reason}")
            .Concat(
                result.ErrorCount > Math.Min(MostErrors, result.Errors.Count)
                    ?
                    [
                        $"and {result.ErrorCount - Math.Min(MostErrors, result.Errors.Count):N0} more (--json lists them)",
                    ]
                    : []
            );

    private static async Task<ImportResult> Upload(
        Session session,
        string path,
        string pool,
        string? format,
        string[] notIn,
        bool refuseOverlap,
        CancellationToken cancellationToken
    )
    {
        await using var file = path == "-" ? session.Terminal.Input() : InputFile.Open(path);
        using var dataset = new DatasetConnection(session);
        return await ProgressView.Run(
            session,
            view =>
            {
                var name = path == "-" ? "standard input" : Path.GetFileName(path);
                long? length = path == "-" ? null : file.Length;
                var counted = new CountedStream(file, read => view.Show([new Bar(name, read, length, Unit.Bytes)]));
                return dataset.AskAtLength(
                    api =>
                        notIn.Length == 0
                            ? api.Import(pool, format, counted, cancellationToken)
                            : api.ImportWithout(pool, format, notIn, refuseOverlap, counted, cancellationToken),
                    "Repeat the command: what has arrived is recognised and not imported twice.",
                    cancellationToken
                );
            }
        );
    }

    public static void Print(Terminal terminal, ImportResult result)
    {
        terminal.Out.WriteLine($"Imported into {result.Pool} ({result.Format}, {Counted.Of(result.Lines, "line")}):");
        Table.Print(
            terminal,
            [
                new("new problems", true),
                new("new solutions", true),
                new("new scores", true),
                new("unchanged", true),
                new("errors", true),
            ],
            [
                [
                    $"{result.Problems:N0}",
                    $"{result.Solutions:N0}",
                    $"{result.Scores:N0}",
                    $"{result.Unchanged:N0}",
                    $"{result.ErrorCount:N0}",
                ],
            ]
        );
        foreach (var (pool, problems) in result.LeftOut ?? new Dictionary<string, int>())
        {
            terminal.Out.WriteLine($"Left out: {Counted.Of(problems, "problem", "problems")} of {pool}.");
        }

        foreach (var line in Errors(result))
        {
            terminal.Error.WriteLine(line);
        }
    }
}
