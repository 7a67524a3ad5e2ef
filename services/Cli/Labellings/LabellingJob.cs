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
            wanted.Threshold
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
        return Print(session.Terminal, ended, json);
    }

    private static QueuedJob Queued(SubmitLabelling job) =>
        new(Queues.LabellingJobs, job.LabellingId!.Value, JsonSerializer.SerializeToUtf8Bytes(job, JobQueue.Json));

    /// <summary>A model may be named without its version.</summary>
    private static bool IsSame(SubmitLabelling job, LabellingStatus known) =>
        known.Selection == job.Selection
        && (job.Pool is null || known.Pool == job.Pool)
        && (known.By == job.By || known.By.StartsWith($"{job.By}@", StringComparison.Ordinal))
        && (job.Threshold is null || known.Threshold == job.Threshold);

    private static int Print(Terminal terminal, LabellingStatus ended, bool json)
    {
        if (ended.State != JobState.Completed)
        {
            return Unfinished.Failed(terminal, "The labelling", ended.State, ended.Reasons);
        }

        if (json)
        {
            Json.Print(terminal, ended.Result);
        }
        else
        {
            LabelTable.Print(terminal, ended.Result!, "have no labels");
        }

        return Exit.Ok;
    }
}
