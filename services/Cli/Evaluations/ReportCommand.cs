using System.CommandLine;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary><c>report</c>: the result of an evaluation on the terminal or in files.</summary>
internal static class ReportCommand
{
    public static Verb Create(Session session)
    {
        var job = new Argument<string>("JOB") { Description = "An evaluation's id, the beginning of it, or latest" };
        var html = new Option<string?>("--html")
        {
            Description = "Write the page with the plot to FILE",
            HelpName = "FILE",
        };
        var csv = new Option<string?>("--csv")
        {
            Description = "Write one CSV line per strategy and N to FILE",
            HelpName = "FILE",
        };
        var json = CommonOptions.Json("the whole report");
        var verb = new Verb(
            "report",
            "Print an evaluation's result, or write it to files",
            """
            ./platform report latest
            ./platform report 0199a7c2 --html report.html --csv report.csv
            ./platform report latest --json | jq '.strategies[].name'
            """
        )
        {
            job,
            html,
            csv,
            json,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var known = await dataset.Ask(
                    api => api.GetEvaluations(cancellationToken: cancellationToken),
                    cancellationToken
                );
                var evaluation = Completed(parsed.GetValue(job)!, known);
                if (parsed.GetValue(html) is { } page)
                {
                    var text = await dataset.Ask(
                        api => api.GetReportHtml(evaluation.Id, cancellationToken),
                        cancellationToken
                    );
                    await OutputFile.Write(session, page, text, cancellationToken);
                }
                if (parsed.GetValue(csv) is { } table)
                {
                    var text = await dataset.Ask(
                        api => api.GetReportCsv(evaluation.Id, cancellationToken),
                        cancellationToken
                    );
                    await OutputFile.Write(session, table, text, cancellationToken);
                }
                var toFilesOnly = parsed.GetValue(html) is not null || parsed.GetValue(csv) is not null;
                if (!toFilesOnly || parsed.GetValue(json))
                {
                    await Ending.Print(session, dataset, evaluation, parsed.GetValue(json), cancellationToken);
                }

                return Exit.Ok;
            }
        );
        return verb;
    }

    /// <summary>Finds the evaluation, which must have a report; <c>latest</c> is the latest one that has a report.</summary>
    public static EvaluationStatus Completed(string job, IReadOnlyList<EvaluationStatus> known)
    {
        var candidates = job == JobId.Latest ? known.Where(e => e.State == EvaluationState.Completed).ToList() : known;
        var evaluation = JobId.Find(job, candidates);
        if (evaluation.State == EvaluationState.Completed)
        {
            return evaluation;
        }

        var why = JobState.IsOpen(evaluation.State)
            ? $"is still {EvaluationProgress.Brief(evaluation)}: ./platform status {evaluation.Id}"
            : $"{Unfinished.Verdict(evaluation.State)}: {string.Join(" ", evaluation.Reasons)}";
        throw new CommandFailed(Exit.Failed, $"Evaluation {evaluation.Id} has no report; it {why}");
    }
}
