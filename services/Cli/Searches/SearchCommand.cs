using System.CommandLine;
using System.Text.Json;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Searches;

/// <summary><c>search</c>: submits through the queue, watches, prints the report; when repeated, it resumes.</summary>
internal static class SearchCommand
{
    public static Verb Create(Session session)
    {
        var options = new SearchOptions();
        var json = CommonOptions.Json("the search with its report");
        var html = SearchEnding.Html();
        var detach = new Option<bool>("--detach") { Description = "Only submit: print the id and exit" };
        var verb = new Verb(
            "search",
            "Search for solutions step by step, guided by a reward model. Repeat an interrupted command to resume it",
            """
            ./platform search --pool mine --model prm-1 --strategy best-of-n --beams 64 --name mine-samples
            ./platform search --pool mine --model prm-1 --strategy beam --beams 4 --expansions 4 --against mine-samples
            ./platform search --pool mine --model prm-1 --strategy dvts --beams 8 --against mine-samples --html search.html
            """
        );
        foreach (var option in options.All.Concat([html, json, detach]))
        {
            verb.Add(option);
        }

        options.Validate(verb);
        verb.SetAction(
            (parsed, cancellationToken) =>
                Run(
                    session,
                    options.Read(parsed, Guid.CreateVersion7(session.Time.GetUtcNow())),
                    parsed.GetValue(html),
                    parsed.GetValue(json),
                    parsed.GetValue(detach),
                    cancellationToken
                )
        );
        return verb;
    }

    private static async Task<int> Run(
        Session session,
        SubmitSearch job,
        string? html,
        bool json,
        bool detach,
        CancellationToken cancellationToken
    )
    {
        using var dataset = new DatasetConnection(session);
        var known = await dataset.Ask(api => api.GetSearches(job.Pool, cancellationToken), cancellationToken);
        // The name of the pool that a search makes is its own, so it identifies the search.
        var earlier = known.FirstOrDefault(s =>
            s.Name == job.Name && (JobState.IsWanted(s.State) || s.State == JobState.Completed) && IsSame(job, s)
        );
        if (earlier is null)
        {
            await Submit.Patiently(session, dataset, Queued(job), cancellationToken);
        }
        else
        {
            session.Terminal.Error.WriteLine(
                JobState.IsOpen(earlier.State)
                    ? "The same search is running already: watching it."
                    : "Done already (--name another one forces another)."
            );
        }

        var id = earlier?.Id ?? job.SearchId!.Value;
        if (detach)
        {
            return Unfinished.Detached(
                session.Terminal,
                JobKinds.Search,
                id,
                json,
                $"Watch it with ./platform searches {id}, end it with ./platform cancel {id}."
            );
        }

        session.Terminal.Error.WriteLine($"Search {id}");
        var ended = await Follow.Watch(session, dataset, id, SearchEnding.Watched, cancellationToken);
        await SearchEnding.Write(session, dataset, ended, html, cancellationToken);
        return SearchEnding.Print(session.Terminal, ended, json);
    }

    private static QueuedJob Queued(SubmitSearch job) =>
        new(Queues.SearchJobs, job.SearchId!.Value, JsonSerializer.SerializeToUtf8Bytes(job, JobQueue.Json));

    /// <summary>Whether the fields that were given are those of a known search, which has its defaults filled in.</summary>
    private static bool IsSame(SubmitSearch job, SearchStatus known) =>
        known.Request is { } request
        && request.Strategy == job.Strategy
        && (known.Model == job.Model || known.Model?.Split('@').Contains(job.Model) == true)
        && (job.Beams is null || job.Beams == request.Beams)
        && (job.Expansions is null || job.Expansions == request.Expansions)
        && (job.Aggregation is null || job.Aggregation == request.Aggregation)
        && (job.Neutral is null || job.Neutral == request.Neutral)
        && (job.MaxSteps is null || job.MaxSteps == request.MaxSteps)
        && (job.Seed ?? 0) == request.Seed
        && (job.Against ?? []).SequenceEqual(request.Against ?? []);
}
