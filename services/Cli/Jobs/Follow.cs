using System.Net;
using Platform.Cli.Progress;
using Platform.DatasetClient;
using Refit;

namespace Platform.Cli.Jobs;

/// <summary>Watches a job until it ends, through restarts of the services it runs on.</summary>
internal static class Follow
{
    /// <summary>Shows progress bars. If interrupted, tells the user that the job continues.</summary>
    public static async Task<T> Watch<T>(
        Session session,
        DatasetConnection dataset,
        Guid id,
        Watched<T> watched,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ProgressView.Run(
                session,
                view => UntilItEnds(session, dataset, id, watched, view, cancellationToken)
            );
        }
        catch (OperationCanceledException)
        {
            session.Terminal.Error.WriteLine($"Stopped watching. {ComeBack(watched, id)}");
            throw;
        }
    }

    private static async Task<T> UntilItEnds<T>(
        Session session,
        DatasetConnection dataset,
        Guid id,
        Watched<T> watched,
        IProgressView view,
        CancellationToken cancellationToken
    )
    {
        // Frequent status requests would hide Dataset's work for the job in the traces.
        using var unrecorded = Tracing.Unrecorded("follow");
        var lastAnswer = session.Time.GetTimestamp();
        var trouble = "";
        var queued = false;
        while (true)
        {
            try
            {
                var job = await dataset.AskOnce(api => watched.Ask(api, id, cancellationToken));
                lastAnswer = session.Time.GetTimestamp();
                if (trouble is not "")
                {
                    view.Note("Dataset is back.");
                }

                trouble = "";
                watched.Show(view, job);
                if (!watched.IsRunning(job))
                {
                    return job;
                }
            }
            catch (ApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                // The submission is still in the queue; Dataset has not accepted it yet.
                if (session.Time.GetElapsedTime(lastAnswer) > session.Patience.Follow)
                {
                    throw GivenUp(watched, id, "Dataset has not taken the submission from the queue");
                }

                if (!queued && session.Time.GetElapsedTime(lastAnswer) > session.Patience.Ask)
                {
                    view.Note("Still in the queue: Dataset has not accepted it yet.");
                    queued = true;
                }
            }
            catch (Exception e) when (IsTrouble(e) && !cancellationToken.IsCancellationRequested)
            {
                if (session.Time.GetElapsedTime(lastAnswer) > session.Patience.Follow)
                {
                    throw GivenUp(watched, id, Sentence.Of(e));
                }

                if (trouble is "")
                {
                    view.Note(
                        trouble = $"Dataset does not answer at the moment; the {watched.Noun} goes on when it is back."
                    );
                }
            }
            await Task.Delay(session.Patience.Poll, session.Time, cancellationToken);
        }
    }

    /// <summary>Tells how to find the job again.</summary>
    private static string ComeBack<T>(Watched<T> watched, Guid id) =>
        $"The job continues. Watch it again with the same command, or with:{Environment.NewLine}  {watched.Verb} {id}";

    private static bool IsTrouble(Exception e) =>
        DatasetConnection.IsAbsence(e)
        || e is ApiException { StatusCode: >= HttpStatusCode.InternalServerError }
        || e is CommandFailed { ExitCode: Exit.Unreachable };

    private static CommandFailed GivenUp<T>(Watched<T> watched, Guid id, string why) =>
        new(Exit.Unreachable, $"Gave up watching: {why}{(why.EndsWith('.') ? "" : ".")} {ComeBack(watched, id)}");
}

/// <summary>How a kind of job is watched.</summary>
/// <param name="Noun">What it is called.</param>
/// <param name="Ask">Requests its current state.</param>
/// <param name="Show">Shows its progress.</param>
/// <param name="IsRunning">True until it has ended.</param>
/// <param name="Verb">The command that shows it again, by its id.</param>
internal sealed record Watched<T>(
    string Noun,
    Func<IDatasetApi, Guid, CancellationToken, Task<T>> Ask,
    Action<IProgressView, T> Show,
    Func<T, bool> IsRunning,
    string Verb
);
