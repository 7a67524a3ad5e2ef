using System.Net;
using Platform.Cli.Progress;
using Platform.Contracts;
using Refit;

namespace Platform.Cli.Evaluations;

/// <summary>Watches an evaluation until it ends, through restarts of whatever it runs on.</summary>
internal static class Follow
{
    public static async Task<EvaluationStatus> UntilItEnds(
        Session session,
        DatasetClient dataset,
        Guid id,
        IProgressView view,
        CancellationToken cancellationToken
    )
    {
        var lastAnswer = session.Time.GetTimestamp();
        var trouble = "";
        var queued = false;
        while (true)
        {
            try
            {
                var evaluation = await dataset.AskOnce(api => api.GetEvaluation(id, cancellationToken));
                lastAnswer = session.Time.GetTimestamp();
                if (trouble is not "")
                    view.Note("Dataset is back.");
                trouble = "";
                view.Show(EvaluationState.Bars(evaluation));
                if (!EvaluationState.IsRunning(evaluation.State))
                    return evaluation;
            }
            catch (ApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                // It is in the queue and not yet accepted; Dataset gets to it.
                if (session.Time.GetElapsedTime(lastAnswer) > session.Patience.Follow)
                    throw GivenUp(id, "Dataset has not taken the submission from the queue");
                if (!queued && session.Time.GetElapsedTime(lastAnswer) > session.Patience.Ask)
                {
                    view.Note("Still in the queue: Dataset has not accepted it yet.");
                    queued = true;
                }
            }
            catch (Exception e) when (IsTrouble(e) && !cancellationToken.IsCancellationRequested)
            {
                if (session.Time.GetElapsedTime(lastAnswer) > session.Patience.Follow)
                    throw GivenUp(id, Sentence.Of(e));
                if (trouble is "")
                    view.Note(
                        trouble = "Dataset does not answer at the moment; the evaluation goes on when it is back."
                    );
            }
            await Task.Delay(session.Patience.Poll, session.Time, cancellationToken);
        }
    }

    /// <summary>Where the evaluation can be found again.</summary>
    public static string ComeBack(Guid id) =>
        $"It goes on by itself. Come back with the same command again, or with:{Environment.NewLine}  ./platform status {id}";

    private static bool IsTrouble(Exception e) =>
        DatasetClient.IsAbsence(e)
        || e is ApiException { StatusCode: >= HttpStatusCode.InternalServerError }
        || e is CommandFailed { ExitCode: Exit.Unreachable };

    private static CommandFailed GivenUp(Guid id, string why) =>
        new(Exit.Unreachable, $"Gave up watching: {why}{(why.EndsWith('.') ? "" : ".")} {ComeBack(id)}");
}
