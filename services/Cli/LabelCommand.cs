using System.CommandLine;
using Platform.Contracts;

namespace Platform.Cli;

/// <summary><c>label</c>: labels a pool with an oracle.</summary>
internal static class LabelCommand
{
    public static Verb Create(Session session)
    {
        var pool = new Argument<string>("POOL") { Description = "The pool whose solutions are labelled" }.Named();
        var labeller = new Option<string>("--labeller")
        {
            Description = "oracle: exact, for synthetic problems and the Game of 24",
            HelpName = "oracle",
            DefaultValueFactory = _ => "oracle",
        };
        labeller.AcceptOnlyFromAmong("oracle");
        var json = CommonOptions.Json("the counts");
        var verb = new Verb(
            "label",
            "Label every step of a pool's solutions, up to the first wrong one; repeating it changes nothing",
            """
            ./platform label sampled --labeller oracle
            ./platform export sampled --labeller oracle > labelled.jsonl
            """
        )
        {
            pool,
            labeller,
            json,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var result = await dataset.AskAtLength(
                    api =>
                        api.Label(parsed.GetValue(pool)!, new LabelPool(parsed.GetValue(labeller)!), cancellationToken),
                    "Repeat the command: what is labelled stays as it is.",
                    cancellationToken
                );
                if (parsed.GetValue(json))
                    Json.Print(session.Terminal, result);
                else
                    Print(session.Terminal, result);
                // If no solution could be labelled, the name of the pool is most likely wrong.
                return result.Solutions > 0 && result.Unknown == result.Solutions ? Exit.Failed : Exit.Ok;
            }
        );
        return verb;
    }

    private static void Print(Terminal terminal, LabelResult result)
    {
        terminal.Out.WriteLine($"{result.Pool}: {Counted.Of(result.Solutions, "solution")}.");
        if (result.Labellers.Count > 0)
            Table.Print(
                terminal,
                [
                    new("labeller"),
                    new("solutions", Right: true),
                    new("new", Right: true),
                    new("+1", Right: true),
                    new("0", Right: true),
                    new("-1", Right: true),
                    new("unrated", Right: true, Drop: 1),
                    new("right", Right: true, Drop: 2),
                ],
                [
                    .. result.Labellers.Select(l =>
                        (IReadOnlyList<string>)
                            [
                                l.Labeller,
                                $"{l.Solutions:N0}",
                                $"{l.Added:N0}",
                                $"{l.Positive:N0}",
                                $"{l.Neutral:N0}",
                                $"{l.Negative:N0}",
                                $"{l.Unrated:N0}",
                                $"{l.Right:N0}",
                            ]
                    ),
                ]
            );
        if (result.Unknown > 0)
            terminal.Error.WriteLine(
                $"{Counted.Of(result.Unknown, "solution is", "solutions are")} of problems that no oracle knows."
            );
    }
}
