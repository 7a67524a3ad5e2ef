namespace Platform.Dataset.Pools;

/// <summary>What an import does with problems that other pools have, such as those of a test split.</summary>
/// <param name="Sets">The pools.</param>
/// <param name="Refuse">True: such a problem is an error of its line. False: it is left out and counted.</param>
internal sealed record Overlap(ProblemSets Sets, bool Refuse);
