using System.CommandLine;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Jobs;

/// <summary><c>jobs</c>: lists jobs of every kind, or shows one.</summary>
internal static class JobsCommand
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("job"),
        new("kind"),
        new("state"),
        new("stage", Drop: 3),
        new("done", Right: true, Drop: 4),
        new("submitted", Drop: 1),
        new("took", Right: true, Drop: 2),
        new("parent", Drop: 5),
    ];

    public static Verb Create(Session session)
    {
        var job = new Argument<string?>("JOB")
        {
            Description = "A job's id, the beginning of it, or latest; default: the recent jobs",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = CommonOptions.Json("the job (or all of them)");
        var verb = new Verb(
            "jobs",
            "List the recent jobs of every kind, or show one",
            "./platform jobs\n./platform jobs latest --json"
        )
        {
            job,
            json,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var known = await dataset.Ask(api => api.GetJobs(null, cancellationToken), cancellationToken);
                IReadOnlyList<JobStatus> shown = parsed.GetValue(job) is { } text ? [JobId.Find(text, known)] : known;
                Print(session.Terminal, shown, parsed.GetValue(job) is not null, parsed.GetValue(json));
                return Exit.Ok;
            }
        );
        return verb;
    }

    private static void Print(Terminal terminal, IReadOnlyList<JobStatus> jobs, bool one, bool json)
    {
        if (json && one)
        {
            Json.Print(terminal, jobs[0]);
        }
        else
        {
            RecentJobs.Print(
                terminal,
                jobs,
                json,
                "No jobs yet: ./platform evaluate --pool NAME makes one.",
                Columns,
                j => (j.Id, j.Submitted),
                Row
            );
            foreach (var reason in one ? jobs[0].Reasons : [])
            {
                terminal.Out.WriteLine($"- {reason}");
            }
        }
    }

    private static IReadOnlyList<string> Row(JobStatus j, int prefix)
    {
        var stage = j.Stages.LastOrDefault(s => s.Stage == j.Stage);
        return
        [
            j.Id.ToString()[..prefix],
            j.Kind,
            j.State,
            j.Stage ?? "",
            stage is { Total: > 0 } ? $"{stage.Done:N0}/{stage.Total:N0}" : "",
            $"{j.Submitted:yyyy-MM-dd HH:mm:ss}",
            j.Ended is { } ended ? Figures.Span(ended - j.Submitted) : "",
            j.Parent?.ToString()[..prefix] ?? "",
        ];
    }
}
