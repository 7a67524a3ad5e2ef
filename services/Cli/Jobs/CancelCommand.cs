using System.CommandLine;
using Platform.Contracts;

namespace Platform.Cli.Jobs;

/// <summary><c>cancel</c>: ends a job of any kind without a result.</summary>
internal static class CancelCommand
{
    public static Verb Create(Session session)
    {
        var job = new Argument<string>("JOB") { Description = "A job's id, the beginning of it, or latest" };
        var json = CommonOptions.Json("the job");
        var verb = new Verb(
            "cancel",
            "Cancel a waiting or running job of any kind; the results so far are kept",
            "./platform cancel latest\n./platform cancel 0199a7c2"
        )
        {
            job,
            json,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var known = await dataset.Ask(api => api.GetJobs(null, cancellationToken), cancellationToken);
                var text = parsed.GetValue(job)!;
                var open = known.Where(j => JobState.IsOpen(j.State)).ToList();
                var id = JobId.Find(text, text == JobId.Latest && open.Count > 0 ? open : known).Id;
                var cancelled = await dataset.Ask(api => api.CancelJob(id, cancellationToken), cancellationToken);
                if (parsed.GetValue(json))
                {
                    Json.Print(session.Terminal, cancelled);
                }
                else
                {
                    session.Terminal.Out.WriteLine(
                        cancelled.State == JobState.Cancelled
                            ? $"The {cancelled.Kind} {id} is cancelled."
                            : $"The {cancelled.Kind} {id} is being cancelled: its worker ends it within seconds."
                    );
                }

                return Exit.Ok;
            }
        );
        return verb;
    }
}
