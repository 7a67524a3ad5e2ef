using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Cli.Jobs;
using Platform.Cli.Plans;
using Platform.Contracts;

namespace Platform.Cli.Generations;

/// <summary><c>generations start</c>: submits through the queue, watches, prints; when repeated, it resumes.</summary>
internal static class GenerationsStart
{
    private static readonly Watched<GenerationsStatus> Watched = new(
        "generations",
        (api, id, cancellationToken) => api.GetGenerationsProgress(id, cancellationToken),
        (view, generations) => view.Show(PlanText.Bars(generations.Jobs)),
        generations => JobState.IsOpen(generations.State),
        "./platform generations status"
    );

    public static Verb Create(Session session)
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
                var watched = await Follow.Watch(session, dataset, id.Value, Watched, cancellationToken);
                var ended = await dataset.Ask(
                    api => api.GetGenerations(watched.Id, cancellationToken),
                    cancellationToken
                );
                if (ended.State != JobState.Completed && !parsed.GetValue(json))
                {
                    return Unfinished.Failed(session.Terminal, "The job", ended.State, ended.Reasons);
                }

                GenerationsText.Print(session.Terminal, ended, parsed.GetValue(json));
                return ended.State == JobState.Completed ? Exit.Ok : Exit.Failed;
            }
        );
        return verb;
    }
}
