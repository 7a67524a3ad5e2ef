using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Plans;

/// <summary>What exists of what a plan names.</summary>
/// <param name="pools">Sizes of the existing pools, by name.</param>
/// <param name="kinds">Kinds of the existing models, by the name that the plan gives.</param>
/// <param name="knownPools">Names of all pools.</param>
/// <param name="knownModels">Names of all models.</param>
internal sealed class PlanFacts(
    IReadOnlyDictionary<string, PoolSize> pools,
    IReadOnlyDictionary<string, string> kinds,
    IReadOnlyList<string> knownPools,
    IReadOnlyList<string> knownModels
)
{
    /// <summary>Size of a pool; null if there is no such pool.</summary>
    public PoolSize? Size(string pool) => pools.GetValueOrDefault(pool);

    /// <summary>Kind of a model; null if there is no such model.</summary>
    public string? Kind(string model) => kinds.GetValueOrDefault(model);

    public static async Task<PlanFacts> Load(
        NpgsqlConnection connection,
        ModelRegistry registry,
        IReadOnlyCollection<string> pools,
        IReadOnlyCollection<string> models,
        CancellationToken cancellationToken
    )
    {
        var sizes = await connection.Query<SizeRow>(
            """
            select q.name, count(distinct p.id)::int as problems, count(s.id)::int as solutions,
                coalesce(avg(length(p.statement) + length(array_to_string(s.steps, ' '))), 0)::float8 as characters
            from dataset.pools q
            left join dataset.problems p on p.pool_id = q.id
            left join dataset.solutions s on s.problem_id = p.id
            where q.name = any(@names) group by q.name
            """,
            new { names = pools.ToArray() },
            cancellationToken
        );
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in models)
        {
            if (await registry.Find(name, cancellationToken) is { } row)
            {
                found[name] = row.Kind;
            }
        }

        return new(
            sizes.ToDictionary(s => s.Name, s => new PoolSize(s.Problems, s.Solutions, s.Characters)),
            found,
            await PoolRecords.Names(connection, cancellationToken),
            await registry.Names([.. ModelKind.Scoring, ModelKind.Language], cancellationToken)
        );
    }

    /// <summary>Returns why a pool cannot be used, or null.</summary>
    public string? NoPool(string field, string pool) =>
        Size(pool) is null
            ? $"{field}: there is no pool '{pool}'; {Known.Choices(knownPools, "import one with ./platform import")}, or make it with ./platform synthesize."
            : null;

    /// <summary>Returns why a model cannot be used, or null.</summary>
    public string? NoModel(string field, string model, string[] wanted, string what) =>
        Kind(model) switch
        {
            null =>
                $"{field}: there is no model '{model}'; {Known.Choices(knownModels, "train one with ./platform train")}.",
            var kind when !wanted.Contains(kind) => $"{field}: '{model}' is no {what}; name one.",
            _ => null,
        };

    private sealed record SizeRow(string Name, int Problems, int Solutions, double Characters);
}

/// <summary>Size of a pool.</summary>
/// <param name="Problems">Problems.</param>
/// <param name="Solutions">Solutions.</param>
/// <param name="Characters">Mean number of characters of a problem and a solution; 0 if there is no solution.</param>
internal sealed record PoolSize(int Problems, int Solutions, double Characters = 0)
{
    /// <summary>The size once every problem has as many solutions as a plan asks for.</summary>
    public PoolSize With(int? samples) =>
        samples is { } wanted ? this with { Solutions = Math.Max(Solutions, wanted * Problems) } : this;
}
