using Platform.Contracts;

namespace Platform.Dataset.Evaluations;

/// <summary>Reads the probability that a pick is right.</summary>
internal static class PickChance
{
    // Of float32 sums.
    private const float Rounding = 1e-5f;

    /// <summary>Place of a strategy that the picks have in <see cref="ProblemPicks.Right"/>.</summary>
    public static int Index(EvaluationPicks picks, string strategy) =>
        picks.Strategies.Index().First(s => s.Item == strategy).Index;

    /// <summary>Whether it is right however ties fall.</summary>
    public static bool IsRight(float probability) => probability > 1 - Rounding;

    /// <summary>Whether it is wrong however ties fall.</summary>
    public static bool IsWrong(float probability) => probability < Rounding;
}
