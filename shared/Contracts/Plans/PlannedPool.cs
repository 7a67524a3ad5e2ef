namespace Platform.Contracts;

/// <summary>A pool that a plan uses.</summary>
/// <param name="Name">
/// Name of the pool. In plans with several seeds, <c>{seed}</c> stands for the seed: every seed then has a pool of its own.
/// </param>
/// <param name="Samples">Solutions per problem; the plan's generator writes the missing ones. If absent, the pool stays as it is.</param>
/// <param name="Make">
/// Synthetic problems that the client imports before it submits the plan, if the pool lacks them. A pool without this field
/// must exist.
/// </param>
public sealed record PlannedPool(string Name, int? Samples = null, SyntheticPool? Make = null);

/// <summary>Synthetic problems, as <c>./platform synthesize</c> makes them.</summary>
/// <param name="Family">The family, or <c>all</c>.</param>
/// <param name="Problems">Number of problems; 0 for <c>game24</c>, which has texts.</param>
/// <param name="Split"><c>train</c>, <c>reward</c> or <c>test</c>; <c>train</c> if absent.</param>
/// <param name="Levels">Easiest and hardest level, such as <c>4-5</c>; <c>2-5</c> if absent.</param>
/// <param name="Seed">Seed of the problems; if absent, the plan's seed, or 1.</param>
/// <param name="Misconceptions">True for solutions by authors with misconceptions.</param>
/// <param name="Texts"><c>game24</c>: number of texts.</param>
/// <param name="Largest"><c>game24</c>: largest number of a puzzle; that of the game if absent.</param>
/// <param name="Without">
/// <c>game24</c>: a pool of test samples; texts that share three remaining numbers with it are left out.
/// </param>
/// <param name="FirstSteps"><c>game24</c>: share of texts that are a first step only; 0.3 if absent.</param>
public sealed record SyntheticPool(
    string Family,
    int Problems,
    string? Split = null,
    string? Levels = null,
    long? Seed = null,
    bool Misconceptions = false,
    int? Texts = null,
    int? Largest = null,
    string? Without = null,
    double? FirstSteps = null
)
{
    /// <summary>The family of the Game of 24, whose texts are made, not its problems.</summary>
    public const string Game24 = "game24";
}
