using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>How an evaluation is watched and shown.</summary>
internal static class EvaluationProgress
{
    public static readonly Watched<EvaluationStatus> Watched = new(
        "evaluation",
        (api, id, cancellationToken) => api.GetEvaluation(id, cancellationToken),
        (view, evaluation) => view.Show(StageBars.Of(evaluation.Stages)),
        evaluation => JobState.IsOpen(evaluation.State),
        "./platform status"
    );

    /// <summary>For a table: <c>scoring 45 %</c>.</summary>
    public static string Brief(EvaluationStatus evaluation)
    {
        if (!JobState.IsOpen(evaluation.State))
        {
            return evaluation.State;
        }

        var stage = evaluation.Stages.FirstOrDefault(s => s.Done < s.Total);
        return stage is null ? evaluation.State : $"{evaluation.State} {100 * stage.Done / stage.Total} %";
    }
}
