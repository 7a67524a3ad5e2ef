using System.CommandLine;
using System.Text.Json;
using Platform.Contracts;

namespace Platform.Cli;

/// <summary><c>gold</c>: makes gold solutions, whose acceptable first bad steps are known, of labels or of a file.</summary>
internal static class GoldCommand
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static Verb Create(Session session)
    {
        var pool = new Argument<string>("POOL") { Description = "The pool of the solutions" };
        pool.Validators.Add(given =>
        {
            if (CommonOptions.WhyNot(given.GetValueOrDefault<string>()) is { } reason)
            {
                given.AddError($"POOL: {reason}.");
            }
        });
        var labeller = new Option<string?>("--labeller")
        {
            Description =
                "Take the solutions that this labeller has rated completely: oracle, file, person:NAME; of several labellers, every first bad step is acceptable",
            HelpName = "NAME",
        };
        var file = new Option<string?>("--file")
        {
            Description =
                "Mark the solutions of this file, or of - for standard input: JSON lines with key, sample and firstErrors (0-based; -1: no bad step; an empty list removes the mark)",
            HelpName = "FILE",
        };
        var json = CommonOptions.Json("the counts, or the gold solutions");
        var verb = new Verb(
            "gold",
            "List the gold solutions of a pool, or make some: questions of the screening and hidden controls",
            """
            ./platform gold sampled
            ./platform gold sampled --labeller oracle
            ./platform gold sampled --file gold.jsonl
            """
        )
        {
            pool,
            labeller,
            file,
            json,
        };
        verb.Validators.Add(given =>
        {
            if (given.GetResult(labeller) is not null && given.GetResult(file) is not null)
            {
                given.AddError("Give --labeller or --file, not both.");
            }
        });
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                string name = parsed.GetValue(pool)!;
                using var dataset = new DatasetConnection(session);
                if (parsed.GetValue(labeller) is null && parsed.GetValue(file) is null)
                {
                    var gold = await dataset.Ask(api => api.GetGold(name, cancellationToken), cancellationToken);
                    Print(session.Terminal, name, gold, parsed.GetValue(json));
                    return Exit.Ok;
                }

                var result = parsed.GetValue(file) is { } path
                    ? await Mark(session, dataset, name, path, cancellationToken)
                    : await dataset.AskAtLength(
                        api => api.TakeGold(name, new(parsed.GetValue(labeller)!), cancellationToken),
                        "Repeat the command: what is gold stays as it is.",
                        cancellationToken
                    );
                if (parsed.GetValue(json))
                {
                    Json.Print(session.Terminal, result);
                }
                else
                {
                    session.Terminal.Out.WriteLine(
                        $"{result.Pool}: {Counted.Of(result.Gold, "gold solution")}; {result.Added:N0} new, {result.Changed:N0} changed, {result.Removed:N0} removed."
                    );
                }

                return Exit.Ok;
            }
        );
        return verb;
    }

    private static async Task<GoldResult> Mark(
        Session session,
        DatasetConnection dataset,
        string pool,
        string path,
        CancellationToken cancellationToken
    )
    {
        await using var file = path == "-" ? session.Terminal.Input() : InputFile.Open(path);
        var marks = await Read(file, cancellationToken);
        return await dataset.Ask(api => api.MarkGold(pool, marks, cancellationToken), cancellationToken);
    }

    /// <exception cref="CommandFailed">A line is no mark.</exception>
    private static async Task<IReadOnlyList<GoldMark>> Read(Stream file, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file);
        List<GoldMark> marks = [];
        for (int number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                marks.Add(JsonSerializer.Deserialize<GoldMark>(line, Lines)!);
            }
            catch (JsonException e)
            {
                throw new CommandFailed(
                    Exit.Rejected,
                    $"line {number}: no mark of a gold solution; give {{\"key\":\"p1\",\"sample\":0,\"firstErrors\":[2]}}. {e.Message}",
                    e
                );
            }
        }

        return marks;
    }

    private static void Print(Terminal terminal, string pool, IReadOnlyList<GoldSolution> gold, bool json)
    {
        if (json)
        {
            Json.Print(terminal, gold);
            return;
        }

        terminal.Out.WriteLine($"{pool}: {Counted.Of(gold.Count, "gold solution")}.");
        if (gold.Count > 0)
        {
            Table.Print(
                terminal,
                [new("problem"), new("sample", true), new("first bad step"), new("source", Drop: 1)],
                [
                    .. gold.Select(g =>
                        (IReadOnlyList<string>)
                            [
                                g.Key,
                                $"{g.Sample}",
                                string.Join(" or ", g.FirstErrors.Select(e => e < 0 ? "none" : $"{e}")),
                                g.Source,
                            ]
                    ),
                ]
            );
        }
    }
}
