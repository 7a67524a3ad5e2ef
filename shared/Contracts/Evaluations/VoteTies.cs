using System.Text.Json.Serialization;

namespace Platform.Contracts;

/// <summary>Which of several answers with equal votes is chosen.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VoteTies>))]
public enum VoteTies
{
    /// <summary>
    /// Each with the same chance: the accuracy is the mean over the tied answers, so the order of the samples changes
    /// nothing.
    /// </summary>
    [JsonStringEnumMemberName("uniform")]
    Uniform,

    /// <summary>
    /// The one whose first vote comes first in the pool, the result of counting with a dictionary. It favours whatever the
    /// file lists first.
    /// </summary>
    [JsonStringEnumMemberName("first")]
    First,
}
