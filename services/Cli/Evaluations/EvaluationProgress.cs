using Platform.Cli.Jobs;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>How an evaluation is watched and shown.</summary>
internal static class EvaluationProgress
{
    public static readonly Watched<EvaluationStatus> Watched = new(
        "evaluation",
        (api, id, cancellationToken) => api.GetEvaluation(id, cancellationToken),
        (view, evaluation) => view.Show(Bars(evaluation)),
        evaluation => JobState.IsOpen(evaluation.State),
        "./platform status"
    );

    /// <summary>Stages with work to do.</summary>
    public static IReadOnlyList<Bar> Bars(EvaluationStatus evaluation) =>
        [.. evaluation.Stages.Where(s => s.Total > 0).Select(s => new Bar(s.Stage, s.Done, s.Total, Failed: s.Failed))];

    /// <summary>For a table: <c>scoring 45 %</c>.</summary>
    public static string Brief(EvaluationStatus evaluation)
    {
        if (!JobState.IsOpen(evaluation.State))
            return evaluation.State;
        var stage = evaluation.Stages.FirstOrDefault(s => s.Done < s.Total);
        return stage is null ? evaluation.State : $"{evaluation.State} {100 * stage.Done / stage.Total} %";
    }
}
