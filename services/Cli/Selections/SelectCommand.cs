using System.CommandLine;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Selections;

/// <summary><c>select</c>: submits through the queue, watches, prints what was chosen; when repeated, it resumes.</summary>
internal static class SelectCommand
{
    public static Verb Create(Session session)
    {
        var pool = CommonOptions.Pool("The pool to select from");
        var options = new SelectionOptions();
        var json = CommonOptions.Json("the selection with its report");
        var html = SelectionFiles.Html();
        var output = SelectionFiles.Solutions();
        var detach = new Option<bool>("--detach") { Description = "Only submit: print the id and exit" };
        var forced = new Option<bool>("--new")
        {
            Description = "Submit even if the same selection is running, or completed and still current",
        };
        var verb = new Verb(
            "select",
            "Select solutions for labelling by the scores of a reward model. Repeat an interrupted command to resume it",
            """
            ./platform select --pool mine --model prm-1 --policy mixed --per-problem 4
            ./platform select --pool mine --model prm-1 --policy convincing-wrong --total 2000 --per-problem 8 --exclude test
            ./platform select --pool mine --model prm-1 --model prm-2 --policy uncertain --total 500 --out to-label.jsonl
            """
        )
        {
            pool,
        };
        foreach (var option in options.All)
        {
            verb.Add(option);
        }

        foreach (var option in new Option[] { html, output, json, detach, forced })
        {
            verb.Add(option);
        }

        options.Validate(verb);
        verb.SetAction(
            (parsed, cancellationToken) =>
            {
                var wish = new Wish(
                    options.Read(parsed, Guid.CreateVersion7(session.Time.GetUtcNow()), parsed.GetValue(pool)!),
                    parsed.GetValue(html),
                    parsed.GetValue(output),
                    parsed.GetValue(json),
                    parsed.GetValue(detach),
                    parsed.GetValue(forced)
                );
                return Run(session, wish, cancellationToken);
            }
        );
        return verb;
    }

    private static async Task<int> Run(Session session, Wish wish, CancellationToken cancellationToken)
    {
        using var dataset = new DatasetConnection(session);
        var notes = session.Terminal.Error;
        var known = await dataset.Ask(api => api.GetSelections(wish.Job.Pool, cancellationToken), cancellationToken);
        var earlier = wish.New ? null : SelectionResume.Find(wish.Job, known);
        if (earlier is null)
        {
            await Submit.Patiently(session, dataset, SelectionQueue.Job(wish.Job), cancellationToken);
        }
        else if (JobState.IsOpen(earlier.State))
        {
            notes.WriteLine("The same selection is running already: watching it (--new starts another).");
        }
        else
        {
            notes.WriteLine("Done already, and nothing has changed since (--new forces another).");
        }

        var id = earlier?.Id ?? wish.Job.SelectionId!.Value;
        if (wish.Detach)
        {
            return Unfinished.Detached(
                session.Terminal,
                JobKinds.Selection,
                id,
                wish.Json,
                $"Watch it with ./platform selections {id}, end it with ./platform cancel {id}."
            );
        }

        notes.WriteLine($"Selection {id}");
        var ended = await Follow.Watch(session, dataset, id, SelectionView.Watched, cancellationToken);
        if (ended.State == JobState.Completed)
        {
            await SelectionFiles.Write(session, dataset, id, wish.Html, wish.Output, cancellationToken);
        }

        return SelectionEnding.Print(session.Terminal, ended, wish.Json);
    }

    private sealed record Wish(SubmitSelection Job, string? Html, string? Output, bool Json, bool Detach, bool New);
}
