using Platform.Contracts;

namespace Platform.Generator;

/// <summary>The draws of a command.</summary>
internal static class StepDraws
{
    /// <summary>Expansion and index of every draw, in the order of the command.</summary>
    public static IReadOnlyList<(int Expansion, int Draw)> Places(GenerateSteps command) =>
        [.. command.Expansions.Index().SelectMany(e => Enumerable.Range(0, e.Item.Count).Select(d => (e.Index, d)))];
}
