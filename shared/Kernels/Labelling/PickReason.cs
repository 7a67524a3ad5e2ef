namespace Platform.Kernels.Labelling;

/// <summary>Why a solution was chosen.</summary>
public enum PickReason
{
    /// <summary>Among the highest scores of the wrong solutions.</summary>
    ConvincingWrong,

    /// <summary>Among the highest scores of what remained.</summary>
    Convincing,

    /// <summary>By chance.</summary>
    Uniform,

    /// <summary>Among the most uncertain.</summary>
    Uncertain,

    /// <summary>A right solution, chosen by chance, that the share of right solutions asks for.</summary>
    Injected,
}

/// <summary>A chosen solution.</summary>
/// <param name="Candidate">Its index in <see cref="LabellingPool"/>.</param>
/// <param name="Reason">Why it was chosen.</param>
/// <param name="Rank">
/// Its place among the candidates of its problem by what the policy ranks by (uncertainty, otherwise the score), from 1.
/// </param>
public readonly record struct Pick(int Candidate, PickReason Reason, int Rank);
