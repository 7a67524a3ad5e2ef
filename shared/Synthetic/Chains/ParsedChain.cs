namespace Platform.Synthetic.Chains;

/// <summary>The parts of a statement, and what follows from them.</summary>
/// <param name="Start">The number to start with.</param>
/// <param name="Steps">The instructions.</param>
/// <param name="Lines">The reference solution without its answer.</param>
/// <param name="Answer">The answer.</param>
internal sealed record ParsedChain(int Start, IReadOnlyList<ChainStep> Steps, IReadOnlyList<string> Lines, int Answer);
