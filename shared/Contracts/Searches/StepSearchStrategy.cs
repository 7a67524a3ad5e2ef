using System.Text.Json.Serialization;

namespace Platform.Contracts;

/// <summary>
/// How a search steers generation, as published by Beeching, Tunstall and Rush ("Scaling test-time compute with open
/// models", 2024).
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepSearchStrategy>))]
public enum StepSearchStrategy
{
    /// <summary>Beam search: after every step, the best partial solutions of the problem are kept.</summary>
    [JsonStringEnumMemberName("beam")]
    Beam,

    /// <summary>Diverse verifier tree search: independent subtrees, each of which keeps its best partial solution.</summary>
    [JsonStringEnumMemberName("dvts")]
    Dvts,

    /// <summary>Independent whole solutions; the baseline of the others.</summary>
    [JsonStringEnumMemberName("best-of-n")]
    BestOfN,
}
