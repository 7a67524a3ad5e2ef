namespace Platform.Synthetic;

/// <summary>What an exact oracle says about a solution.</summary>
/// <param name="Labels">
/// A label a step: +1 right and useful, 0 right and nothing new, -1 wrong; null behind the first wrong step.
/// </param>
/// <param name="Outcome">No step is wrong, and the solution ends in the right answer.</param>
public sealed record OracleLabels(IReadOnlyList<short?> Labels, bool Outcome);
