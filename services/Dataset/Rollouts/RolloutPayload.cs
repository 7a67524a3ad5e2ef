using System.Text.Json.Serialization;
using Platform.Contracts;
using Platform.Dataset.Work;
using Platform.Kernels.Rollouts;

namespace Platform.Dataset.Rollouts;

/// <summary>Payload of an item <c>rollout</c>: one round of a problem.</summary>
/// <param name="Prefixes">What to complete.</param>
/// <param name="Solutions">
/// In a problem's first item: the solutions that its rounds are about, in their order. The pool may grow meanwhile.
/// </param>
/// <param name="Answers">The answers, one for each prefix; null until they have come.</param>
internal sealed record RolloutPayload(
    IReadOnlyList<PrefixToComplete> Prefixes,
    long[]? Solutions = null,
    IReadOnlyList<CompletedPrefix>? Answers = null
) : IItemPayload
{
    /// <summary>Number of completions.</summary>
    [JsonIgnore]
    public int Count => Prefixes.Sum(p => p.Count);

    public GenerateSteps Command(string statement, Sampling sampling) =>
        new(statement, [.. Prefixes.Select(p => new StepExpansion(p.Prefix, p.Count, p.Seed, ToEnd: true))], sampling);
}
