using System.CommandLine;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Generations;

/// <summary><c>generations</c>: rounds of choosing, labelling and training.</summary>
internal static class GenerationsCommand
{
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
            GenerationsStart.Create(session),
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
                    GenerationsText.Print(session.Terminal, one, parsed.GetValue(json));
                }
                else if (parsed.GetValue(json))
                {
                    Json.Print(session.Terminal, known);
                }
                else
                {
                    GenerationsText.PrintAll(session.Terminal, known);
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
                GenerationsText.Print(session.Terminal, one, parsed.GetValue(json));
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
}
