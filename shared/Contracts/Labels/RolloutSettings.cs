using System.Text.Json.Serialization;

namespace Platform.Contracts;

/// <summary>
/// How steps are labelled by completing solutions from them: a step's label is the share of the completions from it whose
/// final answer is right, from 0 to 1.
/// </summary>
/// <param name="Method">Which steps are completed from.</param>
/// <param name="Completions">Completions of each prefix, 1 to 64; 8 in both papers.</param>
/// <param name="Searches"><c>omegaprm</c>: most binary searches on a problem; 100 if absent, as in the paper.</param>
/// <param name="Tokens">
/// Sampled tokens per problem after which nothing more is completed; absent for no limit. The message that reaches it still
/// counts.
/// </param>
/// <param name="Sampling">
/// How tokens are drawn, with <see cref="Contracts.Sampling.MaxTokens"/> as the limit of one completion. Its model is that of
/// the supervisor, and its seed is <paramref name="Seed"/>.
/// </param>
/// <param name="Seed">The k-th completion of a problem has the seed <c>Seed + k</c>.</param>
public sealed record RolloutSettings(
    RolloutAlgorithm Method = RolloutAlgorithm.MathShepherd,
    int Completions = 8,
    int? Searches = null,
    long? Tokens = null,
    Sampling? Sampling = null,
    long Seed = 0
);

/// <summary>Which steps are completed from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutAlgorithm>))]
public enum RolloutAlgorithm
{
    /// <summary>Every step of every solution (Math-Shepherd, arXiv 2312.08935).</summary>
    [JsonStringEnumMemberName("math-shepherd")]
    MathShepherd,

    /// <summary>
    /// Steps that binary searches for the first error of wrong solutions ask for. Completions are searched too, in one tree
    /// per problem; those that were searched are added to the pool (OmegaPRM, arXiv 2406.06592).
    /// </summary>
    [JsonStringEnumMemberName("omegaprm")]
    OmegaPrm,
}
