using Platform.Contracts;
using Platform.DatasetClient;
using Platform.RemoteScoring;

namespace Platform.Scorer;

/// <summary>Scores one message: gets the model, builds the sequences, and waits for the compute loop or for a server.</summary>
internal sealed class SolutionScoring(
    LoadedModels<ScoringModel> models,
    ComputeLoop loop,
    ScorerMetrics metrics,
    TimeProvider time,
    ILogger<SolutionScoring> log
)
{
    /// <summary>
    /// One entry per solution of the message. A model that cannot be used fails all of them, with the reason.
    /// </summary>
    public Task<SolutionsScored> Score(ScoreSolutions message, CancellationToken cancellationToken) =>
        Score(message, interactive: false, cancellationToken);

    /// <summary>The same, before the messages of jobs.</summary>
    public Task<SolutionsScored> ScoreInteractively(ScoreSolutions message, CancellationToken cancellationToken) =>
        Score(message, interactive: true, cancellationToken);

    private async Task<SolutionsScored> Score(
        ScoreSolutions message,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        SolutionsScored scored;
        try
        {
            using var lease = await models.Get(message.RewardModel, cancellationToken);
            scored = lease.Model.Remote is { } remote
                ? await Ask(remote, message, cancellationToken)
                : await Run(new Chunk(message, lease.Model.Local!, interactive));
        }
        catch (UnusableModelException e)
        {
            log.UnusableModel(message.RewardModel, e.Message);
            scored = Failed(message, e.Message);
        }
        metrics.Done(scored);
        return scored;
    }

    private async Task<SolutionsScored> Run(Chunk chunk)
    {
        await loop.Run(chunk);
        return chunk.Scored();
    }

    private async Task<SolutionsScored> Ask(
        RemoteRewardModel model,
        ScoreSolutions message,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var (scores, tokens) = await model.Score(
            message.Statement,
            [.. message.Solutions.Select(s => s.Steps ?? [])],
            cancellationToken
        );
        return new(
            message.RewardModel,
            [
                .. message.Solutions.Zip(
                    scores,
                    (solution, s) => new ScoredSolution(solution.SolutionId, s.Probabilities, s.Failure)
                ),
            ],
            time.GetElapsedTime(start).TotalSeconds,
            tokens
        );
    }

    private static SolutionsScored Failed(ScoreSolutions message, string reason) =>
        new(
            message.RewardModel,
            [.. message.Solutions.Select(s => new ScoredSolution(s.SolutionId, null, reason))],
            0,
            0
        );
}
