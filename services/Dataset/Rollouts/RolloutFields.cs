using Platform.Contracts;
using Platform.Dataset.Evaluations;
using Platform.Dataset.Jobs;
using Platform.Kernels.Rollouts;

namespace Platform.Dataset.Rollouts;

/// <summary>Reads how solutions are completed.</summary>
internal static class RolloutFields
{
    private const int MostSearches = 100_000;

    /// <summary>The fields of an object.</summary>
    public static readonly string[] Names = ["method", "completions", "searches", "tokens", "sampling", "seed"];

    /// <summary>Reads the fields; one that is absent, or wrong and reported as an error, has its default.</summary>
    public static RolloutSettings Read(JsonFields fields)
    {
        var defaults = new RolloutSettings();
        var method = fields.Choice<RolloutAlgorithm>("method") ?? defaults.Method;
        if (fields.Has("searches") && method != RolloutAlgorithm.OmegaPrm)
        {
            fields.Error("searches", "only omegaprm searches; leave it out, or give omegaprm as method");
        }

        var sampling = fields.Object("sampling");
        if (sampling?.Integer("seed", long.MinValue, long.MaxValue) is not (null or 0))
        {
            sampling!.Error("seed", "every completion has a seed of its own; give the field seed beside sampling");
        }

        if (sampling?.Has("model") == true)
        {
            sampling.Error("model", "the supervisor names it: rollouts:MODEL; leave it out");
        }

        return new(
            method,
            (int)(fields.Integer("completions", 1, RolloutPlan.MostCompletions) ?? defaults.Completions),
            (int?)fields.Integer("searches", 1, MostSearches),
            fields.Integer("tokens", 1, long.MaxValue),
            SamplingFields.Read(sampling),
            fields.Integer("seed", long.MinValue / 2, long.MaxValue / 2) ?? defaults.Seed
        );
    }
}
