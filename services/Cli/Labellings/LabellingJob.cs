using System.Text.Json;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Labellings;

/// <summary>Submits a labelling through the queue, watches it, prints its counts; when repeated, it resumes.</summary>
internal static class LabellingJob
{
    private static readonly Watched<LabellingStatus> Watched = new(
        "labelling",
        (api, id, cancellationToken) => api.GetLabelling(id, cancellationToken),
        (view, labelling) => view.Show(StageBars.Of(labelling.Stages)),
        labelling => JobState.IsOpen(labelling.State),
        "./platform jobs"
    );

    public static async Task<int> Run(
        Session session,
        WantedLabelling wanted,
        bool json,
        CancellationToken cancellationToken
    )
    {
        using var dataset = new DatasetConnection(session);
        var selection = wanted.Selection is { } text
            ? JobId
                .Find(
                    text,
                    await dataset.Ask(api => api.GetSelections(cancellationToken: cancellationToken), cancellationToken)
                )
                .Id
            : (Guid?)null;
        var job = new SubmitLabelling(
            Guid.CreateVersion7(session.Time.GetUtcNow()),
            wanted.By,
            selection,
            wanted.Pool,
            wanted.Threshold,
            wanted.Overlap,
            wanted.Controls,
            wanted.Labellers,
            wanted.Generation,
            wanted.Rollouts
        );
        var known = await dataset.Ask(api => api.GetLabellings(cancellationToken), cancellationToken);
        var running = known.FirstOrDefault(l => JobState.IsWanted(l.State) && IsSame(job, l));
        if (running is null)
        {
            await Submit.Patiently(session, dataset, Queued(job), cancellationToken);
        }
        else
        {
            session.Terminal.Error.WriteLine("The same labelling is running already: watching it.");
        }

        var id = running?.Id ?? job.LabellingId!.Value;
        if (wanted.Detach)
        {
            return Unfinished.Detached(
                session.Terminal,
                JobKinds.Labelling,
                id,
                json,
                $"Watch it with ./platform jobs {id}, end it with ./platform cancel {id}."
            );
        }

        session.Terminal.Error.WriteLine($"Labelling {id}");
        if (wanted.By == WorkKinds.People)
        {
            var address = dataset.Endpoints.Workbench is { } url ? $" at {new Uri(url, "/label")}" : "";
            session.Terminal.Error.WriteLine(
                $"It ends when people have rated every solution in the Workbench{address}."
            );
        }

        var ended = await Follow.Watch(session, dataset, id, Watched, cancellationToken);
        if (ended.State != JobState.Completed)
        {
            return Unfinished.Failed(session.Terminal, "The labelling", ended.State, ended.Reasons);
        }

        var result = ended.Result!;
        if (wanted.Quality)
        {
            result = result with
            {
                Quality = await dataset.Ask(
                    api => api.GetLabelQuality(id, wanted.Cut, cancellationToken),
                    cancellationToken
                ),
            };
        }

        if (json)
        {
            Json.Print(session.Terminal, result);
        }
        else
        {
            LabelTable.Print(session.Terminal, result, "have no labels");
        }

        return Exit.Ok;
    }

    private static QueuedJob Queued(SubmitLabelling job) =>
        new(Queues.LabellingJobs, job.LabellingId!.Value, JsonSerializer.SerializeToUtf8Bytes(job, JobQueue.Json));

    /// <summary>A model may be named without its version.</summary>
    private static bool IsSame(SubmitLabelling job, LabellingStatus known) =>
        known.Selection == job.Selection
        && (job.Pool is null || known.Pool == job.Pool)
        && (known.By == job.By || known.By.StartsWith($"{job.By}@", StringComparison.Ordinal))
        && (job.Threshold is null || known.Threshold == job.Threshold)
        && (job.Generation is null || known.Generation == job.Generation)
        && Settings(job.Rollouts) == Settings(known.Rollouts)
        && (job.Overlap ?? 1) == (known.Overlap ?? 1)
        && (job.Controls ?? 0) == (known.Controls ?? 0)
        && (job.Labellers ?? []).SequenceEqual(known.Labellers ?? []);

    /// <summary>The settings without the version of the language model, which Dataset adds.</summary>
    private static string Settings(RolloutSettings? rollouts) =>
        JsonSerializer.Serialize(
            rollouts is null ? null : rollouts with { Sampling = (rollouts.Sampling ?? new()) with { Model = null } },
            JobQueue.Json
        );
}
