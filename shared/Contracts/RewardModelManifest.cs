namespace Platform.Contracts;

/// <summary>What a reward model's directory says about itself: <c>reward-model.json</c>.</summary>
/// <param name="Name">Letters, digits, '.', '_' and '-'.</param>
/// <param name="Kind"><c>process</c> (a score a step) or <c>outcome</c> (a score a solution).</param>
/// <param name="Classes">Names of the probability columns, out of <c>negative</c>, <c>neutral</c>, <c>positive</c>.</param>
public sealed record RewardModelManifest(string Name, string Kind, IReadOnlyList<string> Classes);
