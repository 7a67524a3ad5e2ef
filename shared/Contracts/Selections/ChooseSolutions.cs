namespace Platform.Contracts;

/// <summary>Asks a selector to choose the solutions of a selection whose pool is scored.</summary>
/// <param name="SelectionId">Its columns are at <c>GET /selections/{id}/columns</c>.</param>
public sealed record ChooseSolutions(Guid SelectionId);

/// <summary>The selector has stored the choice with <c>PUT /selections/{id}/choice</c>.</summary>
/// <param name="SelectionId">From <see cref="ChooseSolutions"/>.</param>
public sealed record SolutionsChosen(Guid SelectionId);

/// <summary>The body of <c>PUT /selections/{id}/choice</c>.</summary>
/// <param name="Solutions">The chosen solutions, in the order of problem keys and ranks.</param>
/// <param name="Report">What the selection is like, compared with its pool.</param>
/// <param name="Seconds">Compute time of the selector in seconds.</param>
public sealed record SelectionChoice(IReadOnlyList<ChosenSolution> Solutions, SelectionReport Report, double Seconds);

/// <summary>A chosen solution.</summary>
/// <param name="Id">Its id in the columns.</param>
/// <param name="Rank">Its place among the selectable solutions of its problem, from 1.</param>
/// <param name="Reason">
/// <c>convincing-wrong</c>, <c>convincing</c> (the highest scores of what remained), <c>uniform</c>, <c>uncertain</c> or
/// <c>injected</c> (a right solution by chance).
/// </param>
/// <param name="Score">Its score at the time of the selection, as a probability.</param>
/// <param name="Uncertainty">Its uncertainty, if the policy ranks by it.</param>
public sealed record ChosenSolution(long Id, int Rank, string Reason, double Score, double? Uncertainty = null);
