using System.Text.Json.Serialization;

namespace Platform.Contracts;

/// <summary>Which solutions a selection takes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SelectionPolicy>))]
public enum SelectionPolicy
{
    /// <summary>The wrong solutions with the highest scores.</summary>
    [JsonStringEnumMemberName("convincing-wrong")]
    ConvincingWrong,

    /// <summary>
    /// 80 % wrong solutions with the highest scores, then the highest scores of what remains, right or wrong.
    /// </summary>
    [JsonStringEnumMemberName("mixed")]
    Mixed,

    /// <summary>Each solution with the same chance: the control.</summary>
    [JsonStringEnumMemberName("uniform")]
    Uniform,

    /// <summary>
    /// The solutions about which one model is least certain (mean entropy of the steps' classes), or on whose score several
    /// models disagree most (standard deviation).
    /// </summary>
    [JsonStringEnumMemberName("uncertain")]
    Uncertain,
}

/// <summary>How the probabilities of a solution's steps become its score.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreAggregation>))]
public enum ScoreAggregation
{
    /// <summary>Product over steps.</summary>
    [JsonStringEnumMemberName("product")]
    Product,

    /// <summary>The weakest step.</summary>
    [JsonStringEnumMemberName("min")]
    Min,

    /// <summary>The last step.</summary>
    [JsonStringEnumMemberName("last")]
    Last,

    /// <summary>Arithmetic mean over steps.</summary>
    [JsonStringEnumMemberName("mean")]
    Mean,
}

/// <summary>What a neutral step counts as in a score.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NeutralSteps>))]
public enum NeutralSteps
{
    /// <summary>Neutral is correct.</summary>
    [JsonStringEnumMemberName("positive")]
    Positive,

    /// <summary>Neutral is wrong.</summary>
    [JsonStringEnumMemberName("negative")]
    Negative,
}
