using Platform.Cli.Jobs;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>The states of <see cref="EvaluationStatus.State"/>.</summary>
internal static class EvaluationState
{
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Rejected = "rejected";

    public static readonly Watched<EvaluationStatus> Watched = new(
        "evaluation",
        (api, id, cancellationToken) => api.GetEvaluation(id, cancellationToken),
        (view, evaluation) => view.Show(Bars(evaluation)),
        evaluation => IsRunning(evaluation.State),
        "./platform status"
    );

    public static bool IsRunning(string state) => state is not (Completed or Failed or Rejected);

    /// <summary>Stages that have something to do.</summary>
    public static IReadOnlyList<Bar> Bars(EvaluationStatus evaluation) =>
        [.. evaluation.Stages.Where(s => s.Total > 0).Select(s => new Bar(s.Stage, s.Done, s.Total, Failed: s.Failed))];

    /// <summary>For a table: <c>scoring 45 %</c>.</summary>
    public static string Brief(EvaluationStatus evaluation)
    {
        if (!IsRunning(evaluation.State))
            return evaluation.State;
        var stage = evaluation.Stages.FirstOrDefault(s => s.Done < s.Total);
        return stage is null ? evaluation.State : $"{evaluation.State} {100 * stage.Done / stage.Total} %";
    }
}
