using System.CommandLine;
using Platform.Cli.Jobs;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Selections;

/// <summary><c>selections</c>: the progress and results of selections.</summary>
internal static class SelectionsCommand
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("job"),
        new("pool"),
        new("generation", Right: true, Drop: 3),
        new("policy"),
        new("state"),
        new("selected", Right: true),
        new("submitted", Drop: 1),
        new("models", Drop: 2),
    ];

    public static Verb Create(Session session)
    {
        var job = new Argument<string?>("JOB")
        {
            Description = "A selection's id, the beginning of it, or latest; default: the recent ones",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var html = SelectionFiles.Html();
        var output = SelectionFiles.Solutions();
        var json = CommonOptions.Json("the selection with its report (or all of them)");
        var verb = new Verb(
            "selections",
            "Show a selection, write it to files, or list the recent ones",
            """
            ./platform selections
            ./platform selections latest --out to-label.jsonl --html selection.html
            ./platform selections 0199a7c2 --json | jq .report.selected
            """
        )
        {
            job,
            html,
            output,
            json,
        };
        verb.Validators.Add(given =>
        {
            var files = given.GetResult(html) is not null || given.GetResult(output) is not null;
            if (files && given.GetResult(job)?.Tokens.Count is not > 0)
            {
                given.AddError("--html and --out are about one selection: name it.");
            }
        });
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var known = await dataset.Ask(
                    api => api.GetSelections(cancellationToken: cancellationToken),
                    cancellationToken
                );
                if (parsed.GetValue(job) is not { } text)
                {
                    PrintAll(session.Terminal, known, parsed.GetValue(json));
                    return Exit.Ok;
                }
                var id = JobId.Find(text, known).Id;
                var one = await dataset.Ask(api => api.GetSelection(id, cancellationToken), cancellationToken);
                await SelectionFiles.Write(
                    session,
                    dataset,
                    id,
                    parsed.GetValue(html),
                    parsed.GetValue(output),
                    cancellationToken
                );
                Print(session.Terminal, one, parsed.GetValue(json));
                return Exit.Ok;
            }
        );
        return verb;
    }

    private static void Print(Terminal terminal, SelectionStatus one, bool json)
    {
        if (json)
        {
            Json.Print(terminal, one);
            return;
        }
        terminal.Out.WriteLine($"selection  {one.Id}");
        terminal.Out.WriteLine($"state      {one.State}");
        foreach (var bar in StageBars.Of(one.Stages))
        {
            terminal.Out.WriteLine($"{bar.Name, -9}  {Figures.Of(bar, null)}");
        }

        foreach (var reason in one.Reasons)
        {
            terminal.Out.WriteLine($"- {reason}");
        }

        if (one.Report is null)
        {
            return;
        }

        terminal.Out.WriteLine();
        SelectionText.Print(terminal, one);
    }

    private static void PrintAll(Terminal terminal, IReadOnlyList<SelectionStatus> known, bool json) =>
        RecentJobs.Print(
            terminal,
            known,
            json,
            "No selections yet: ./platform select --pool NAME --model NAME --policy mixed --per-problem 4 makes one.",
            Columns,
            s => (s.Id, s.Submitted),
            Row
        );

    private static IReadOnlyList<string> Row(SelectionStatus s, int prefix) =>
        [
            s.Id.ToString()[..prefix],
            s.Pool,
            $"{s.Generation}",
            s.Request is { } request ? SelectionView.Policy(request.Policy) : "",
            s.State,
            s.Selected is { } selected ? $"{selected:N0}" : "",
            $"{s.Submitted:yyyy-MM-dd HH:mm:ss}",
            string.Join(", ", s.Models.Select(m => m.Split('@')[0])),
        ];
}
