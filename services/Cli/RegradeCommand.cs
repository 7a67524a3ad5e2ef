using System.CommandLine;
using Platform.Contracts;

namespace Platform.Cli;

/// <summary><c>regrade</c>: grades a pool's answers again.</summary>
internal static class RegradeCommand
{
    private const int Most = 20;
    private const int Widest = 24;

    public static Verb Create(Session session)
    {
        var pool = CommonOptions.Pool("The pool whose answers are graded again");
        var policy = new Option<string>("--policy")
        {
            Description =
                "prm800k (the default: verdicts of OpenAI's grader) or mathematical (mathematical equality: 2/4 is 1/2)",
            HelpName = "prm800k|mathematical",
            DefaultValueFactory = _ => "prm800k",
        };
        policy.AcceptOnlyFromAmong("prm800k", "mathematical");
        var dryRun = new Option<bool>("--dry-run") { Description = "Only print what would change" };
        var json = CommonOptions.Json("the counts, changes and disagreements");
        var verb = new Verb(
            "regrade",
            "Grade a pool's answers again, and list what changed and where the policies disagree",
            """
            ./platform regrade --pool mine
            ./platform regrade --pool mine --policy mathematical --dry-run
            """
        )
        {
            pool,
            policy,
            dryRun,
            json,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var result = await dataset.AskAtLength(
                    api =>
                        api.Regrade(
                            parsed.GetValue(pool)!,
                            parsed.GetValue(policy)!,
                            parsed.GetValue(dryRun),
                            cancellationToken
                        ),
                    "Repeat the command: it is done wholly or not at all.",
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

                return Exit.Ok;
            }
        );
        return verb;
    }

    /// <summary>A verdict as one word.</summary>
    public static string Verdict(bool? verdict) =>
        verdict switch
        {
            true => "right",
            false => "wrong",
            null => "none",
        };

    /// <summary>Shortens an answer to one line of limited length; answers may be whole paragraphs.</summary>
    public static string Short(string? text)
    {
        var line = (text ?? "–").ReplaceLineEndings(" ");
        return line.Length <= Widest ? line : line[..(Widest - 1)] + "…";
    }

    private static void Print(Terminal terminal, RegradeResult result)
    {
        terminal.Out.WriteLine(
            $"{result.Pool}, {result.Grader}{(result.DryRun ? ", nothing stored" : "")}: {result.Judged:N0} of {Counted.Of(result.Solutions, "solution")} judged."
        );
        terminal.Out.WriteLine($"{Counted.Of(result.ChangeCount, "verdict")} changed.");
        if (result.Changes.Count > 0)
        {
            Table.Print(
                terminal,
                [
                    new("problem"),
                    new("sample", true),
                    new("given"),
                    new("truth"),
                    new("was"),
                    new("is"),
                    new("reason", Drop: 1),
                ],
                [
                    .. result
                        .Changes.Take(Most)
                        .Select(c =>
                            (IReadOnlyList<string>)
                                [
                                    Short(c.Problem),
                                    $"{c.Sample}",
                                    Short(c.Given),
                                    Short(c.Truth),
                                    Verdict(c.Was),
                                    Verdict(c.Is),
                                    c.Reason,
                                ]
                        ),
                ]
            );
        }

        More(terminal, result.ChangeCount);
        terminal.Out.WriteLine($"{Counted.Of(result.DisagreementCount, "answer")} on which the policies disagree.");
        if (result.Disagreements.Count > 0)
        {
            Table.Print(
                terminal,
                [new("problem"), new("sample", true), new("given"), new("truth"), new("prm800k"), new("mathematical")],
                [
                    .. result
                        .Disagreements.Take(Most)
                        .Select(d =>
                            (IReadOnlyList<string>)
                                [
                                    Short(d.Problem),
                                    $"{d.Sample}",
                                    Short(d.Given),
                                    Short(d.Truth),
                                    Verdict(d.Prm800k),
                                    Verdict(d.Mathematical),
                                ]
                        ),
                ]
            );
        }

        More(terminal, result.DisagreementCount);
    }

    private static void More(Terminal terminal, int count)
    {
        if (count > Most)
        {
            terminal.Out.WriteLine($"and {count - Most:N0} more (--json lists them)");
        }
    }
}
