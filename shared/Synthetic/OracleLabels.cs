namespace Platform.Synthetic;

/// <summary>An exact oracle's labels for a solution.</summary>
/// <param name="Labels">
/// One label per step: +1 correct and useful, 0 correct but nothing new, -1 wrong; null after the first wrong step.
/// </param>
/// <param name="Outcome">True if no step is wrong and the solution ends with the correct answer.</param>
public sealed record OracleLabels(IReadOnlyList<short?> Labels, bool Outcome);
