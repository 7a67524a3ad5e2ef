using System.CommandLine;
using Platform.Cli.Jobs;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary><c>status</c>: the progress of evaluations.</summary>
internal static class StatusCommand
{
    public static Verb Create(Session session)
    {
        var job = new Argument<string?>("JOB")
        {
            Description = "An evaluation's id, the beginning of it, or latest; default: the recent ones",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = CommonOptions.Json("the evaluation (or all of them)");
        var verb = new Verb(
            "status",
            "Show the progress of an evaluation, or list the recent ones",
            """
            ./platform status
            ./platform status 0199a7c2
            ./platform status latest --json
            """
        )
        {
            job,
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
                var one = parsed.GetValue(job) is { } text ? JobId.Find(text, known) : null;
                Print(session.Terminal, one, known, parsed.GetValue(json));
                var dispatcher = await dataset.Ask(api => api.GetDispatcher(cancellationToken), cancellationToken);
                if (dispatcher.Paused)
                {
                    session.Terminal.Error.WriteLine(Paused(dataset.Endpoints.Dataset));
                }

                return Exit.Ok;
            }
        );
        return verb;
    }

    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("job"),
        new("pool"),
        new("state"),
        new("submitted", Drop: 1),
        new("took", Right: true, Drop: 2),
        new("samples", Right: true, Drop: 4),
        new("models", Drop: 3),
    ];

    public static IReadOnlyList<string> Row(EvaluationStatus e, int prefix) =>
        [
            e.Id.ToString()[..prefix],
            e.Pool,
            EvaluationProgress.Brief(e),
            $"{e.Submitted:yyyy-MM-dd HH:mm:ss}",
            e.Ended is { } ended ? Figures.Span(ended - e.Submitted) : "",
            e.Samples is { } samples ? $"{samples:N0}" : "",
            string.Join(", ", e.Models),
        ];

    /// <summary>One evaluation, line by line.</summary>
    public static IEnumerable<string> Lines(EvaluationStatus e)
    {
        yield return $"evaluation  {e.Id}";
        yield return $"pool        {e.Pool}";
        yield return $"models      {(e.Models.Count == 0 ? "(only scores that came with the pool)" : string.Join(", ", e.Models))}";
        if (e.Samples is { } samples)
        {
            yield return $"samples     {samples:N0} a problem";
        }

        yield return $"state       {e.State}{(e is { State: EvaluationState.Completed, Current: false } ? " (pool or models have changed since)" : "")}";
        yield return $"submitted   {e.Submitted:yyyy-MM-dd HH:mm:ss} UTC";
        if (e.Ended is { } ended)
        {
            yield return $"ended       {ended:yyyy-MM-dd HH:mm:ss} UTC, after {Figures.Span(ended - e.Submitted)}";
        }

        foreach (var bar in StageBars.Of(e.Stages))
        {
            yield return $"{bar.Name, -10}  {Figures.Of(bar, null)}";
        }

        if (e.ModelSeconds > 0)
        {
            yield return $"in models   {e.ModelSeconds:0.0} s";
        }

        if (e.SelectSeconds > 0)
        {
            yield return $"selecting   {e.SelectSeconds:0.00} s";
        }

        foreach (var reason in e.Reasons)
        {
            yield return $"- {reason}";
        }
    }

    /// <summary>Otherwise an evaluation that makes no progress would look broken.</summary>
    private static string Paused(Uri dataset) =>
        "The dispatcher is paused: no new work is published. Resume it in the dashboard, or with: "
        + $"curl -X POST {new Uri(dataset, "dispatcher/resume")}";

    private static void Print(
        Terminal terminal,
        EvaluationStatus? one,
        IReadOnlyList<EvaluationStatus> known,
        bool json
    )
    {
        if (one is null)
        {
            RecentJobs.Print(
                terminal,
                known,
                json,
                "No evaluations yet: ./platform evaluate --pool NAME makes one.",
                Columns,
                e => (e.Id, e.Submitted),
                Row
            );
        }
        else if (json)
        {
            Json.Print(terminal, one);
        }
        else
        {
            foreach (var line in Lines(one))
            {
                terminal.Out.WriteLine(line);
            }
        }
    }
}
