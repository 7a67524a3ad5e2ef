using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Cli.Jobs;
using Platform.Cli.Plans;
using Platform.Contracts;

namespace Platform.Cli.Generations;

/// <summary><c>generations</c>: rounds of choosing, labelling and training.</summary>
internal static class GenerationsCommand
{
    private static readonly Watched<GenerationsStatus> Watched = new(
        "generations",
        (api, id, cancellationToken) => api.GetGenerations(id, cancellationToken),
        (view, generations) => view.Show(PlanText.Bars(generations.Jobs)),
        generations => JobState.IsOpen(generations.State),
        "./platform generations status"
    );

    private static readonly IReadOnlyList<Column> ListColumns =
    [
        new("job"),
        new("name"),
        new("state"),
        new("jobs", Right: true),
        new("submitted", Drop: 1),
    ];

    private static readonly IReadOnlyList<Column> Columns =
    [
        new("generation", Right: true),
        new("selected", Right: true, Drop: 3),
        new("fooled", Right: true, Drop: 2),
        new("labelled", Right: true, Drop: 4),
        new("best-of-N", Right: true),
        new("interval", Right: true, Drop: 5),
        new("change", Right: true, Drop: 1),
        new("step AUC", Right: true, Drop: 6),
    ];

    public static Verb Create(Session session)
    {
        var verb = new Verb(
            "generations",
            "Choose, label, retrain, again: each generation selects, labels, trains and evaluates",
            """
            ./platform generations start --plan samples/plans/generations.json
            ./platform generations status latest
            ./platform generations report latest --html generations.html
            """
        )
        {
            Start(session),
            Status(session),
            Change(
                session,
                "pause",
                "Start no further job until it is resumed",
                (api, id, c) => api.PauseJob(id, c),
                "paused: jobs that run finish, no further one starts"
            ),
            Change(session, "resume", "Go on after a pause", (api, id, c) => api.ResumeJob(id, c), "resumed"),
            Change(
                session,
                "cancel",
                "End it without further results; what its jobs have made is kept",
                (api, id, c) => api.CancelJob(id, c),
                "cancelled"
            ),
            Report(session),
        };
        return verb;
    }

    private static Verb Start(Session session)
    {
        var plan = new Option<string>("--plan")
        {
            Description = "What every generation does: a JSON file, such as samples/plans/generations.json",
            HelpName = "FILE",
            Required = true,
        };
        var json = CommonOptions.Json("the generations");
        var detach = new Option<bool>("--detach") { Description = "Only submit: print the id and exit" };
        var forced = new Option<bool>("--new") { Description = "Submit even if the same plan is running or completed" };
        var verb = new Verb(
            "start",
            "Submit a plan and watch it. Repeat an interrupted command to resume it",
            "./platform generations start --plan samples/plans/generations.json"
        )
        {
            plan,
            json,
            detach,
            forced,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var file = await PlanFile.Read(parsed.GetValue(plan)!, cancellationToken);
                using var dataset = new DatasetConnection(session);
                await file.MakePools(session, cancellationToken);
                var known = await dataset.Ask(api => api.GetGenerations(cancellationToken), cancellationToken);
                var id = parsed.GetValue(forced)
                    ? null
                    : SamePlan.Find(
                        session.Terminal,
                        "plan",
                        SamePlan.Read<GenerationsPlan>(JsonSerializer.SerializeToUtf8Bytes(file.Json)),
                        known.Select(g => (g.Id, g.State, g.Plan))
                    );
                if (id is null)
                {
                    id = Guid.CreateVersion7(session.Time.GetUtcNow());
                    var body = new JsonObject { ["generationsId"] = id, ["plan"] = file.Json.DeepClone() };
                    await Submit.Patiently(
                        session,
                        dataset,
                        new(Queues.GenerationsJobs, id.Value, JsonSerializer.SerializeToUtf8Bytes(body)),
                        cancellationToken
                    );
                }

                if (parsed.GetValue(detach))
                {
                    return Unfinished.Detached(
                        session.Terminal,
                        JobKinds.Generations,
                        id.Value,
                        parsed.GetValue(json),
                        $"Watch it with ./platform generations status {id}, end it with ./platform generations cancel {id}."
                    );
                }

                session.Terminal.Error.WriteLine($"Generations {id}");
                var ended = await Follow.Watch(session, dataset, id.Value, Watched, cancellationToken);
                if (ended.State != JobState.Completed && !parsed.GetValue(json))
                {
                    return Unfinished.Failed(session.Terminal, "The job", ended.State, ended.Reasons);
                }

                Print(session.Terminal, ended, parsed.GetValue(json));
                return ended.State == JobState.Completed ? Exit.Ok : Exit.Failed;
            }
        );
        return verb;
    }

    private static Verb Status(Session session)
    {
        var job = new Argument<string?>("JOB")
        {
            Description = "An id, the beginning of it, or latest; default: the recent ones",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = CommonOptions.Json("the generations (or all of them)");
        var verb = new Verb(
            "status",
            "Show the generations so far, or list the recent ones",
            "./platform generations status latest"
        )
        {
            job,
            json,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var known = await dataset.Ask(api => api.GetGenerations(cancellationToken), cancellationToken);
                if (parsed.GetValue(job) is { } text)
                {
                    var id = JobId.Find(text, known).Id;
                    var one = await dataset.Ask(api => api.GetGenerations(id, cancellationToken), cancellationToken);
                    Print(session.Terminal, one, parsed.GetValue(json));
                }
                else if (parsed.GetValue(json))
                {
                    Json.Print(session.Terminal, known);
                }
                else
                {
                    PrintAll(session.Terminal, known);
                }

                return Exit.Ok;
            }
        );
        return verb;
    }

    private static Verb Report(Session session)
    {
        var job = new Argument<string>("JOB") { Description = "An id, the beginning of it, or latest" };
        var html = new Option<string?>("--html") { Description = "Write the page to FILE", HelpName = "FILE" };
        var json = CommonOptions.Json("the generations");
        var verb = new Verb(
            "report",
            "Print the generations side by side, or write their page to a file",
            "./platform generations report latest --html generations.html"
        )
        {
            job,
            html,
            json,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var known = await dataset.Ask(api => api.GetGenerations(cancellationToken), cancellationToken);
                var id = JobId.Find(parsed.GetValue(job)!, known).Id;
                if (parsed.GetValue(html) is { } path)
                {
                    var page = await dataset.Ask(
                        api => api.GetGenerationsHtml(id, cancellationToken),
                        cancellationToken
                    );
                    await OutputFile.Write(session, path, page, cancellationToken);
                }

                var one = await dataset.Ask(api => api.GetGenerations(id, cancellationToken), cancellationToken);
                Print(session.Terminal, one, parsed.GetValue(json));
                return Exit.Ok;
            }
        );
        return verb;
    }

    private static Verb Change(
        Session session,
        string name,
        string description,
        Func<DatasetClient.IDatasetApi, Guid, CancellationToken, Task<JobStatus>> change,
        string done
    )
    {
        var job = new Argument<string>("JOB") { Description = "An id, the beginning of it, or latest" };
        var verb = new Verb(name, description, $"./platform generations {name} latest") { job };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var known = await dataset.Ask(api => api.GetGenerations(cancellationToken), cancellationToken);
                var id = JobId.Find(parsed.GetValue(job)!, known).Id;
                await dataset.Ask(api => change(api, id, cancellationToken), cancellationToken);
                session.Terminal.Out.WriteLine($"Generations {id}: {done}.");
                return Exit.Ok;
            }
        );
        return verb;
    }

    private static void PrintAll(Terminal terminal, IReadOnlyList<GenerationsStatus> known)
    {
        if (known.Count == 0)
        {
            terminal.Out.WriteLine("None yet: ./platform generations start --plan FILE starts some.");
            return;
        }

        var prefix = JobId.PrefixLength([.. known.Select(g => g.Id)]);
        Table.Print(
            terminal,
            ListColumns,
            [
                .. known.Select(g =>
                    (IReadOnlyList<string>)
                        [
                            g.Id.ToString()[..prefix],
                            g.Plan?.Name ?? "",
                            g.Paused ? "paused" : g.State,
                            $"{g.Jobs.Count(j => j.Ended is not null)}/{g.Jobs.Count}",
                            $"{g.Submitted:yyyy-MM-dd HH:mm:ss}",
                        ]
                ),
            ]
        );
    }

    private static void Print(Terminal terminal, GenerationsStatus one, bool json)
    {
        if (json)
        {
            Json.Print(terminal, one);
            return;
        }

        terminal.Out.WriteLine(
            $"{one.Plan?.Name} {one.Id}: {(one.Paused ? "paused" : one.State)}, {one.Jobs.Count(j => j.Ended is not null)} of {Counted.Of(one.Jobs.Count, "job", "jobs")} done"
        );
        foreach (var reason in one.Reasons)
        {
            terminal.Out.WriteLine($"- {reason}");
        }

        if (one.Generations.Count > 0)
        {
            Table.Print(terminal, Columns, [.. one.Generations.Select(Row)]);
        }

        foreach (var (number, alarm) in one.Generations.SelectMany(g => g.Alarms.Select(a => (g.Number, a))))
        {
            terminal.Out.WriteLine($"Alarm in generation {number}: {alarm}");
        }
    }

    private static IReadOnlyList<string> Row(GenerationSummary g) =>
        [
            $"{g.Number}",
            g.Selected is { } selected ? $"{selected:N0}" : "",
            g.LabelledWrong is { } wrong ? $"{Percent(wrong)} %" : "",
            g.Labelled is { } labelled ? $"{labelled:N0}" : "",
            g.Accuracy is { } a ? Percent(a.Accuracy) : "",
            g.Accuracy is { } b ? $"[{Percent(b.Low)}, {Percent(b.High)}]" : "",
            g.Change is { } c ? (c.Value * 100).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) : "",
            g.Auc is { } auc ? Percent(auc.Value) : "",
        ];

    private static string Percent(double fraction) => (fraction * 100).ToString("F1", CultureInfo.InvariantCulture);
}
