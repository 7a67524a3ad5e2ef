using System.CommandLine;
using System.Globalization;
using Platform.Cli.Jobs;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Trainings;

/// <summary><c>trainings</c>: the progress and results of trainings.</summary>
internal static class TrainingsCommand
{
    private const int Points = 12;

    public static Verb Create(Session session)
    {
        var job = new Argument<string?>("JOB")
        {
            Description = "A training's id, the beginning of it, or latest; default: the recent ones",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = CommonOptions.Json("the training with its curve (or all of them)");
        var verb = new Verb(
            "trainings",
            "Show the progress and curve of a training, or list the recent ones",
            """
            ./platform trainings
            ./platform trainings latest
            ./platform trainings 0199a7c2 --json | jq '.curve[].loss'
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
                var known = await dataset.Ask(api => api.GetTrainings(cancellationToken), cancellationToken);
                if (parsed.GetValue(job) is not { } text)
                {
                    PrintAll(session.Terminal, known, parsed.GetValue(json));
                }
                else
                {
                    var id = JobId.Find(text, known).Id;
                    var one = await dataset.Ask(api => api.GetTraining(id, cancellationToken), cancellationToken);
                    Print(session.Terminal, one, parsed.GetValue(json));
                }
                return Exit.Ok;
            }
        );
        return verb;
    }

    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("job"),
        new("model"),
        new("objective", Drop: 2),
        new("state"),
        new("submitted", Drop: 4),
        new("took", Right: true, Drop: 3),
        new("loss", Right: true, Drop: 1),
        new("pools", Drop: 5),
    ];

    public static IReadOnlyList<string> Row(TrainingStatus t, int prefix) =>
        [
            t.Id.ToString()[..prefix],
            t.Name,
            $"{t.Train}".ToLowerInvariant(),
            TrainingView.Brief(t),
            $"{t.Submitted:yyyy-MM-dd HH:mm:ss}",
            t.Ended is { } ended ? Figures.Span(ended - (t.Started ?? t.Submitted)) : "",
            t.Progress is { } p ? TrainingView.Loss(p.Loss) : "",
            string.Join(", ", t.Pools),
        ];

    /// <summary>Prints one training, line by line.</summary>
    public static IEnumerable<string> Lines(TrainingStatus t)
    {
        yield return $"training   {t.Id}";
        yield return $"model      {t.Name} ({$"{t.Train}".ToLowerInvariant()})";
        yield return $"pools      {string.Join(", ", t.Pools)}{(t.Examples is { } n ? $": {Counted.Of(n, "solution")}" : "")}";
        yield return $"labels     {t.Labeller ?? "those that came with the file"}";
        yield return $"outcomes   {t.Outcome ?? "graded by the final answer"}";
        foreach (var selection in t.Selections ?? [])
        {
            yield return $"selection  {selection}";
        }

        if (t.Supervisors is { Count: > 0 } supervisors)
        {
            yield return $"supervised {string.Join(", ", supervisors.Select(s => $"{s.Key}: {s.Value:N0}"))}";
        }

        if (t.Base is { } name)
        {
            yield return $"base       {name}";
        }

        yield return $"state      {t.State}";
        yield return $"submitted  {t.Submitted:yyyy-MM-dd HH:mm:ss} UTC";
        if (t.Ended is { } ended)
        {
            yield return $"ended      {ended:yyyy-MM-dd HH:mm:ss} UTC, after {Figures.Span(ended - t.Submitted)}";
        }

        if (t.Progress is not null)
        {
            yield return $"progress   {Figures.Of(TrainingView.Bar(t), null)}";
        }

        if (t.Model is { } version)
        {
            yield return $"version    {version}";
        }

        if (t.TrainingSet is { } set)
        {
            yield return $"set        {set}";
        }

        foreach (var reason in t.Reasons)
        {
            yield return $"- {reason}";
        }
    }

    private static void Print(Terminal terminal, TrainingStatus one, bool json)
    {
        if (json)
        {
            Json.Print(terminal, one);
            return;
        }
        foreach (var line in Lines(one))
        {
            terminal.Out.WriteLine(line);
        }

        if (one.Curve.Count == 0)
        {
            return;
        }

        terminal.Out.WriteLine();
        var every = (one.Curve.Count + Points - 1) / Points;
        Table.Print(
            terminal,
            [new("step", true), new("loss", true), new("learning rate", true), new("tokens/s", true)],
            [
                .. one
                    .Curve.Where((_, i) => (one.Curve.Count - 1 - i) % every == 0)
                    .Select(p =>
                        (IReadOnlyList<string>)
                            [
                                $"{p.Step:N0}",
                                TrainingView.Loss(p.Loss),
                                p.LearningRate.ToString("0.00e0", CultureInfo.InvariantCulture),
                                $"{p.TokensPerSecond:N0}",
                            ]
                    ),
            ]
        );
    }

    private static void PrintAll(Terminal terminal, IReadOnlyList<TrainingStatus> known, bool json) =>
        RecentJobs.Print(
            terminal,
            known,
            json,
            "No trainings yet: ./platform train process --pool NAME --name NAME makes one.",
            Columns,
            t => (t.Id, t.Submitted),
            Row
        );
}
