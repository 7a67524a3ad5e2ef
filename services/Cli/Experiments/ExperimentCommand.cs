using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Cli.Jobs;
using Platform.Cli.Plans;
using Platform.Contracts;

namespace Platform.Cli.Experiments;

/// <summary><c>experiment</c>: submits through the queue, watches, prints the report; when repeated, it resumes.</summary>
internal static class ExperimentCommand
{
    private static readonly Watched<ExperimentStatus> Watched = new(
        "experiment",
        (api, id, cancellationToken) => api.GetExperiment(id, cancellationToken),
        (view, experiment) => view.Show(PlanText.Bars(experiment.Jobs)),
        experiment => JobState.IsOpen(experiment.State),
        "./platform experiments"
    );

    public static Verb Create(Session session)
    {
        var name = new Argument<string>("NAME") { Description = string.Join(", ", Contracts.Experiments.All) };
        name.AcceptOnlyFromAmong([.. Contracts.Experiments.All]);
        var plan = new Option<string>("--plan")
        {
            Description = "What it runs on: a JSON file, such as those in samples/plans",
            HelpName = "FILE",
            Required = true,
        };
        var dry = new Option<bool>("--dry-run")
        {
            Description = "Print the jobs, tokens and estimated minutes; start nothing",
        };
        var html = ExperimentText.Html();
        var json = CommonOptions.Json("the experiment with its report");
        var detach = new Option<bool>("--detach") { Description = "Only submit: print the id and exit" };
        var forced = new Option<bool>("--new")
        {
            Description = "Submit even if the same experiment is running or completed",
        };
        var verb = new Verb(
            "experiment",
            "Run an experiment of the paper: many jobs, one report. Repeat an interrupted command to resume it",
            """
            ./platform experiment supervision --plan samples/plans/small.json --dry-run
            ./platform experiment supervision --plan samples/plans/small.json --html report.html
            ./platform experiment active-learning --plan samples/plans/active-learning.json
            """
        )
        {
            name,
            plan,
            dry,
            html,
            json,
            detach,
            forced,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var file = await PlanFile.Read(parsed.GetValue(plan)!, cancellationToken);
                var wish = new Wish(
                    parsed.GetValue(name)!,
                    file,
                    parsed.GetValue(html),
                    parsed.GetValue(json),
                    parsed.GetValue(detach),
                    parsed.GetValue(forced)
                );
                return parsed.GetValue(dry)
                    ? await Estimate(session, wish, cancellationToken)
                    : await Run(session, wish, cancellationToken);
            }
        );
        return verb;
    }

    private static async Task<int> Estimate(Session session, Wish wish, CancellationToken cancellationToken)
    {
        using var dataset = new DatasetConnection(session);
        var estimate = await Checked(dataset, wish, cancellationToken);
        if (wish.Json)
        {
            Json.Print(session.Terminal, estimate);
        }
        else
        {
            PlanText.Print(session.Terminal, estimate);
        }

        return Exit.Ok;
    }

    private static async Task<int> Run(Session session, Wish wish, CancellationToken cancellationToken)
    {
        using var dataset = new DatasetConnection(session);
        // What is impossible is refused before a pool is made.
        await Checked(dataset, wish, cancellationToken);
        await wish.Plan.MakePools(session, cancellationToken);
        var known = await dataset.Ask(api => api.GetExperiments(cancellationToken), cancellationToken);
        var id = wish.New
            ? null
            : SamePlan.Find(
                session.Terminal,
                "experiment",
                SamePlan.Read<SubmitExperiment>(wish.Body(null)),
                known.Select(e => (e.Id, e.State, e.Request))
            );
        if (id is null)
        {
            id = Guid.CreateVersion7(session.Time.GetUtcNow());
            await Submit.Patiently(
                session,
                dataset,
                new(Queues.ExperimentJobs, id.Value, wish.Body(id)),
                cancellationToken
            );
        }

        if (wish.Detach)
        {
            return Unfinished.Detached(
                session.Terminal,
                JobKinds.Experiment,
                id.Value,
                wish.Json,
                $"Watch it with ./platform experiments {id}, end it with ./platform cancel {id}."
            );
        }

        session.Terminal.Error.WriteLine($"Experiment {id}");
        var ended = await Follow.Watch(session, dataset, id.Value, Watched, cancellationToken);
        return await ExperimentText.Ending(session, dataset, ended, wish.Html, wish.Json, cancellationToken);
    }

    private static Task<PlanEstimate> Checked(
        DatasetConnection dataset,
        Wish wish,
        CancellationToken cancellationToken
    ) =>
        dataset.Ask(
            api => api.EstimateExperiment(new MemoryStream(wish.Body(null)), cancellationToken),
            cancellationToken
        );

    private sealed record Wish(string Experiment, PlanFile Plan, string? Html, bool Json, bool Detach, bool New)
    {
        public byte[] Body(Guid? id)
        {
            var body = new JsonObject { ["experiment"] = Experiment, ["plan"] = Plan.Json.DeepClone() };
            if (id is not null)
            {
                body["experimentId"] = id;
            }

            return JsonSerializer.SerializeToUtf8Bytes(body);
        }
    }
}
