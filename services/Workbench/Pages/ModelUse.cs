using Platform.Contracts;

namespace Platform.Workbench.Pages;

/// <summary>Which evaluations use a model.</summary>
internal static class ModelUse
{
    /// <summary>
    /// Evaluations that name the version, or the model's name when this was the newest version of that name.
    /// </summary>
    public static IReadOnlyList<EvaluationStatus> Of(
        ModelSummary model,
        IReadOnlyList<ModelSummary> models,
        IReadOnlyList<EvaluationStatus> evaluations
    ) =>
        [
            .. evaluations.Where(e =>
                e.Models.Contains(model.Version)
                || (e.Models.Contains(model.Name) && Newest(e, model, models) == model.Version)
            ),
        ];

    private static string? Newest(
        EvaluationStatus evaluation,
        ModelSummary model,
        IReadOnlyList<ModelSummary> models
    ) =>
        models
            .Where(m => m.Name == model.Name && m.Pool is null && m.Registered <= evaluation.Submitted)
            .MaxBy(m => m.Registered)
            ?.Version;
}
