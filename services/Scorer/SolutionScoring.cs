using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Inference;

namespace Platform.Scorer;

/// <summary>Scores one message: gets the model, builds the sequences, and waits for the compute loop.</summary>
internal sealed class SolutionScoring(
    LoadedModels<RewardModel> models,
    ComputeLoop loop,
    ScorerMetrics metrics,
    ILogger<SolutionScoring> log
)
{
    /// <summary>
    /// One entry per solution of the message. A model that cannot be used fails all of them, with the reason.
    /// </summary>
    public async Task<SolutionsScored> Score(ScoreSolutions message, CancellationToken cancellationToken)
    {
        SolutionsScored scored;
        try
        {
            using var lease = await models.Get(message.RewardModel, cancellationToken);
            var chunk = new Chunk(message, lease.Model);
            await loop.Run(chunk);
            scored = chunk.Scored();
        }
        catch (UnusableModelException e)
        {
            log.UnusableModel(message.RewardModel, e.Message);
            scored = Failed(message, e.Message);
        }
        metrics.Done(scored);
        return scored;
    }

    private static SolutionsScored Failed(ScoreSolutions message, string reason) =>
        new(
            message.RewardModel,
            [.. message.Solutions.Select(s => new ScoredSolution(s.SolutionId, null, reason))],
            0,
            0
        );
}
