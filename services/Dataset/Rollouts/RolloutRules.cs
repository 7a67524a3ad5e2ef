using System.Text.Json;
using Platform.Contracts;
using Platform.Kernels.Rollouts;

namespace Platform.Dataset.Rollouts;

/// <summary>Settings of rollouts as the database keeps them, and the rule that they stand for.</summary>
internal static class RolloutRules
{
    /// <summary>Most searches on a problem, as in the paper.</summary>
    private const int Searches = 100;

    public static RolloutSettings Read(string json) =>
        JsonSerializer.Deserialize<RolloutSettings>(json, JsonSerializerOptions.Web)!;

    public static string Json(RolloutSettings settings) =>
        JsonSerializer.Serialize(settings, JsonSerializerOptions.Web);

    public static RolloutRule Rule(RolloutSettings settings) =>
        new(
            settings.Method == RolloutAlgorithm.OmegaPrm ? RolloutMethod.OmegaPrm : RolloutMethod.MathShepherd,
            settings.Completions,
            settings.Searches ?? Searches,
            settings.Tokens,
            settings.Seed
        );
}
