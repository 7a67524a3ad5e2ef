using Platform.Contracts;
using Platform.Dataset.Plans;

namespace Platform.Dataset.Experiments;

/// <summary>What exists of what an experiment's plan names.</summary>
/// <param name="facts">What exists.</param>
/// <param name="made">True if pools that the client can make count as existing, because it asks before it makes them.</param>
internal sealed class ExperimentFacts(PlanFacts facts, bool made = false)
{
    public string? Kind(string model) => facts.Kind(model);

    /// <summary>Size of a pool once the plan's samples are written.</summary>
    public PoolSize Size(PlannedPool pool, long seed) =>
        (facts.Size(Expansion.NameOf(pool, seed)) ?? Made(pool) ?? new(0, 0)).With(pool.Samples);

    /// <summary>Mean characters of a problem with a solution, in the pool that has the longest; 0 if none has solutions.</summary>
    public double Characters(ExperimentPlan plan) =>
        Pools(plan).Max(p => Size(p.Pool, Expansion.Seeds(plan)[0]).Characters);

    /// <summary>Every pool that a plan names, with the field that names it.</summary>
    public static IEnumerable<(string Field, PlannedPool Pool)> Pools(ExperimentPlan plan)
    {
        for (int i = 0; i < plan.Tests.Count; i++)
        {
            yield return ($"plan.tests[{i}].name", plan.Tests[i]);
        }

        foreach (
            var (field, pool) in new[]
            {
                ("plan.corpus.name", plan.Corpus),
                ("plan.pool.name", plan.Pool),
                ("plan.strictPool.name", plan.StrictPool),
                ("plan.selectorPool.name", plan.SelectorPool),
            }
        )
        {
            if (pool is not null)
            {
                yield return (field, pool);
            }
        }
    }

    /// <summary>Every model that a plan names.</summary>
    public static IReadOnlyCollection<string> Models(ExperimentPlan plan) =>
        [
            .. new[] { plan.Generator, plan.Selector, Supervising(plan) }
                .OfType<string>()
                .Concat(plan.Models ?? [])
                .Distinct(),
        ];

    /// <summary>The supervising model, if a model supervises.</summary>
    public static string? Supervising(ExperimentPlan plan) =>
        plan.Supervisor is { } by && Labellings.Supervisor.IsModel(by) ? Labellings.Supervisor.Model(by) : null;

    public IEnumerable<string> MissingPools(ExperimentPlan plan) =>
        (
            from named in Pools(plan)
            where Made(named.Pool) is null
            from seed in Expansion.Seeds(plan)
            select facts.NoPool(named.Field, Expansion.NameOf(named.Pool, seed))
        )
            .OfType<string>()
            .Distinct();

    public string? NoModel(string field, string? model, string[] wanted, string what) =>
        model is null ? null : facts.NoModel(field, model, wanted, what);

    /// <summary>Size of a pool as the client makes it; null if it cannot.</summary>
    private PoolSize? Made(PlannedPool pool)
    {
        if (!made || pool.Make is not { } make)
        {
            return null;
        }

        if (make.Texts is { } texts)
        {
            return new(texts, texts);
        }

        bool worked = make.Misconceptions || make.Split is null or "train";
        return new(make.Problems, worked ? make.Problems : 0);
    }
}
