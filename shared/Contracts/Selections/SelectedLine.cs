using System.Text.Json.Serialization;

namespace Platform.Contracts;

/// <summary>
/// One line of a selection: <c>GET /selections/{id}/solutions</c>. The names are PRM800K's, so that what reads its
/// questions reads these.
/// </summary>
/// <param name="Generation">Number of the round of labelling.</param>
/// <param name="IsQualityControlQuestion">Always false: control problems are not selected.</param>
/// <param name="Question">The problem and the solution to label.</param>
/// <param name="Selection">Where it comes from and why it was chosen.</param>
public sealed record SelectedLine(
    [property: JsonPropertyName("generation")] int Generation,
    [property: JsonPropertyName("is_quality_control_question")] bool IsQualityControlQuestion,
    [property: JsonPropertyName("question")] SelectedQuestion Question,
    [property: JsonPropertyName("selection")] SelectedOrigin Selection
);

/// <summary>The problem and the solution to label.</summary>
/// <param name="Problem">The statement.</param>
/// <param name="GroundTruthAnswer">The reference answer; null if there is none.</param>
/// <param name="PreGeneratedSteps">The steps.</param>
/// <param name="PreGeneratedAnswer">The final answer; null if none was found.</param>
/// <param name="PreGeneratedVerifierScore">The score at the time of the selection, as a probability.</param>
public sealed record SelectedQuestion(
    [property: JsonPropertyName("problem")] string Problem,
    [property: JsonPropertyName("ground_truth_answer")] string? GroundTruthAnswer,
    [property: JsonPropertyName("pre_generated_steps")] IReadOnlyList<string> PreGeneratedSteps,
    [property: JsonPropertyName("pre_generated_answer")] string? PreGeneratedAnswer,
    [property: JsonPropertyName("pre_generated_verifier_score")] double PreGeneratedVerifierScore
);

/// <summary>Where a selected solution comes from and why it was chosen.</summary>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Key">The problem's key.</param>
/// <param name="Sample">The solution's sample number.</param>
/// <param name="Correct">The verdict on its final answer; null if there is none.</param>
/// <param name="Rank">As in <see cref="ChosenSolution.Rank"/>.</param>
/// <param name="Reason">As in <see cref="ChosenSolution.Reason"/>.</param>
/// <param name="Uncertainty">As in <see cref="ChosenSolution.Uncertainty"/>.</param>
/// <param name="Models">Reward models that selected it, as <c>name@version</c>.</param>
public sealed record SelectedOrigin(
    [property: JsonPropertyName("pool")] string Pool,
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("sample")] int Sample,
    [property: JsonPropertyName("correct")] bool? Correct,
    [property: JsonPropertyName("rank")] int Rank,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("uncertainty")] double? Uncertainty,
    [property: JsonPropertyName("models")] IReadOnlyList<string> Models
);
