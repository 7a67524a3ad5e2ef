using System.CommandLine;
using Platform.Cli.Jobs;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Searches;

/// <summary><c>searches</c>: the progress and results of searches.</summary>
internal static class SearchesCommand
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("job"),
        new("pool"),
        new("strategy"),
        new("solutions in"),
        new("state"),
        new("problems", Right: true),
        new("tokens", Right: true, Drop: 1),
        new("submitted", Drop: 2),
    ];

    public static Verb Create(Session session)
    {
        var job = new Argument<string?>("JOB")
        {
            Description = "A search's id, the beginning of it, or latest; default: the recent ones",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var html = SearchEnding.Html();
        var json = CommonOptions.Json("the search with its report (or all of them)");
        var verb = new Verb(
            "searches",
            "Show a search, write its page to a file, or list the recent ones",
            """
            ./platform searches
            ./platform searches latest --html search.html
            ./platform searches 0199a7c2 --json | jq .report.comparisons
            """
        )
        {
            job,
            html,
            json,
        };
        verb.Validators.Add(given =>
        {
            if (given.GetResult(html) is not null && given.GetResult(job)?.Tokens.Count is not > 0)
            {
                given.AddError("--html is about one search: name it.");
            }
        });
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var known = await dataset.Ask(
                    api => api.GetSearches(cancellationToken: cancellationToken),
                    cancellationToken
                );
                if (parsed.GetValue(job) is not { } text)
                {
                    PrintAll(session.Terminal, known, parsed.GetValue(json));
                    return Exit.Ok;
                }

                var id = JobId.Find(text, known).Id;
                var one = await dataset.Ask(api => api.GetSearch(id, cancellationToken), cancellationToken);
                await SearchEnding.Write(session, dataset, one, parsed.GetValue(html), cancellationToken);
                Print(session.Terminal, one, parsed.GetValue(json));
                return Exit.Ok;
            }
        );
        return verb;
    }

    private static void Print(Terminal terminal, SearchStatus one, bool json)
    {
        if (json)
        {
            Json.Print(terminal, one);
            return;
        }

        terminal.Out.WriteLine($"search     {one.Id}");
        terminal.Out.WriteLine($"state      {one.State}");
        foreach (var bar in StageBars.Of(one.Stages))
        {
            terminal.Out.WriteLine($"{bar.Name, -9}  {Figures.Of(bar, null)}");
        }

        foreach (var reason in one.Reasons)
        {
            terminal.Out.WriteLine($"- {reason}");
        }

        if (one.Report is not null)
        {
            terminal.Out.WriteLine();
            SearchEnding.Text(terminal, one);
        }
    }

    private static void PrintAll(Terminal terminal, IReadOnlyList<SearchStatus> known, bool json) =>
        RecentJobs.Print(
            terminal,
            known,
            json,
            "No searches yet: ./platform search --pool NAME --model NAME --strategy beam makes one.",
            Columns,
            s => (s.Id, s.Submitted),
            Row
        );

    private static IReadOnlyList<string> Row(SearchStatus s, int prefix) =>
        [
            s.Id.ToString()[..prefix],
            s.Pool,
            s.Request is { } request ? Strategy(request) : "",
            s.Name ?? "",
            s.State,
            $"{s.ProblemsEnded:N0} of {s.Problems:N0}",
            $"{s.Tokens:N0}",
            $"{s.Submitted:yyyy-MM-dd HH:mm:ss}",
        ];

    private static string Strategy(SubmitSearch request) =>
        request.Strategy == StepSearchStrategy.BestOfN
            ? $"best of {request.Beams}"
            : $"{request.Strategy.ToString().ToLowerInvariant()} {request.Beams}x{request.Expansions}";
}
