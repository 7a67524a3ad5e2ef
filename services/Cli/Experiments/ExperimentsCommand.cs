using System.CommandLine;
using Platform.Cli.Jobs;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Experiments;

/// <summary><c>experiments</c>: the progress and reports of experiments.</summary>
internal static class ExperimentsCommand
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("job"),
        new("experiment"),
        new("state"),
        new("jobs", Right: true),
        new("submitted", Drop: 1),
        new("took", Right: true, Drop: 2),
    ];

    public static Verb Create(Session session)
    {
        var job = new Argument<string?>("JOB")
        {
            Description = "An experiment's id, the beginning of it, or latest; default: the recent ones",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var html = ExperimentText.Html();
        var json = CommonOptions.Json("the experiment with its report (or all of them)");
        var verb = new Verb(
            "experiments",
            "Show an experiment, write its page to a file, or list the recent ones",
            """
            ./platform experiments
            ./platform experiments latest --html report.html
            ./platform experiments 0199a7c2 --json | jq .report.differences
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
                given.AddError("--html is about one experiment: name it.");
            }
        });
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var known = await dataset.Ask(api => api.GetExperiments(cancellationToken), cancellationToken);
                if (parsed.GetValue(job) is not { } text)
                {
                    PrintAll(session.Terminal, known, parsed.GetValue(json));
                    return Exit.Ok;
                }

                var id = JobId.Find(text, known).Id;
                var one = await dataset.Ask(api => api.GetExperiment(id, cancellationToken), cancellationToken);
                return JobState.IsOpen(one.State)
                    ? Running(session.Terminal, one, parsed.GetValue(json))
                    : await ExperimentText.Ending(
                        session,
                        dataset,
                        one,
                        parsed.GetValue(html),
                        parsed.GetValue(json),
                        cancellationToken
                    );
            }
        );
        return verb;
    }

    private static int Running(Terminal terminal, ExperimentStatus one, bool json)
    {
        if (json)
        {
            Json.Print(terminal, one);
            return Exit.Ok;
        }

        terminal.Out.WriteLine($"{one.Request?.Experiment} {one.Id} is {one.State}{(one.Paused ? ", paused" : "")}.");
        foreach (var job in one.Jobs)
        {
            terminal.Out.WriteLine($"{job.State ?? "waiting", -10}  {job.Name} {(job.State is null ? "" : job.Id)}");
        }

        return Exit.Ok;
    }

    private static void PrintAll(Terminal terminal, IReadOnlyList<ExperimentStatus> known, bool json) =>
        RecentJobs.Print(
            terminal,
            known,
            json,
            "No experiments yet: ./platform experiment supervision --plan samples/plans/small.json runs one.",
            Columns,
            e => (e.Id, e.Submitted),
            Row
        );

    private static IReadOnlyList<string> Row(ExperimentStatus e, int prefix) =>
        [
            e.Id.ToString()[..prefix],
            e.Request?.Experiment ?? "",
            e.Paused ? "paused" : e.State,
            $"{e.Jobs.Count(j => j.Ended is not null)}/{e.Jobs.Count}",
            $"{e.Submitted:yyyy-MM-dd HH:mm:ss}",
            e.Ended is { } ended ? Figures.Span(ended - e.Submitted) : "",
        ];
}
