using System.Net;
using Platform.Cli.Progress;
using Platform.DatasetClient;
using Refit;

namespace Platform.Cli.Jobs;

/// <summary>How a kind of job is watched.</summary>
/// <param name="Noun">What it is called.</param>
/// <param name="Ask">How it is.</param>
/// <param name="Show">Shows how far it is.</param>
/// <param name="IsRunning">It has not ended.</param>
/// <param name="Verb">The command that shows it again, by its id.</param>
internal sealed record Watched<T>(
    string Noun,
    Func<IDatasetApi, Guid, CancellationToken, Task<T>> Ask,
    Action<IProgressView, T> Show,
    Func<T, bool> IsRunning,
    string Verb
);

/// <summary>Watches a job until it ends, through restarts of whatever it runs on.</summary>
internal static class Follow
{
    /// <summary>Under bars; an interrupted user hears that the job goes on.</summary>
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
            session.Terminal.Error.WriteLine($"Interrupted. The {watched.Noun} is not. {ComeBack(watched, id)}");
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
        // Questions by the second would bury what Dataset does for the job.
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
                    view.Note("Dataset is back.");
                trouble = "";
                watched.Show(view, job);
                if (!watched.IsRunning(job))
                    return job;
            }
            catch (ApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                // It is in the queue and not yet accepted; Dataset gets to it.
                if (session.Time.GetElapsedTime(lastAnswer) > session.Patience.Follow)
                    throw GivenUp(watched, id, "Dataset has not taken the submission from the queue");
                if (!queued && session.Time.GetElapsedTime(lastAnswer) > session.Patience.Ask)
                {
                    view.Note("Still in the queue: Dataset has not accepted it yet.");
                    queued = true;
                }
            }
            catch (Exception e) when (IsTrouble(e) && !cancellationToken.IsCancellationRequested)
            {
                if (session.Time.GetElapsedTime(lastAnswer) > session.Patience.Follow)
                    throw GivenUp(watched, id, Sentence.Of(e));
                if (trouble is "")
                    view.Note(
                        trouble = $"Dataset does not answer at the moment; the {watched.Noun} goes on when it is back."
                    );
            }
            await Task.Delay(session.Patience.Poll, session.Time, cancellationToken);
        }
    }

    /// <summary>Where the job can be found again.</summary>
    private static string ComeBack<T>(Watched<T> watched, Guid id) =>
        $"It goes on by itself. Come back with the same command again, or with:{Environment.NewLine}  {watched.Verb} {id}";

    private static bool IsTrouble(Exception e) =>
        DatasetConnection.IsAbsence(e)
        || e is ApiException { StatusCode: >= HttpStatusCode.InternalServerError }
        || e is CommandFailed { ExitCode: Exit.Unreachable };

    private static CommandFailed GivenUp<T>(Watched<T> watched, Guid id, string why) =>
        new(Exit.Unreachable, $"Gave up watching: {why}{(why.EndsWith('.') ? "" : ".")} {ComeBack(watched, id)}");
}
