namespace Platform.Kernels.Labelling;

/// <summary>Which solutions are worth a label.</summary>
public enum LabellingPolicy
{
    /// <summary>The wrong solutions with the highest scores.</summary>
    ConvincingWrong,

    /// <summary>
    /// A share of wrong solutions with the highest scores, then the highest scores of what remains, right or wrong
    /// (Lightman et al. 2023: 80 % and 20 %).
    /// </summary>
    Mixed,

    /// <summary>Each solution with the same chance: the control.</summary>
    Uniform,

    /// <summary>The solutions about which the models are least certain.</summary>
    Uncertain,
}
