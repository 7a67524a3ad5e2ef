using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Cli.Making;
using Platform.Contracts;
using Platform.Synthetic;

namespace Platform.Cli.Plans;

/// <summary>A plan as its file holds it. Dataset checks the fields; the client only makes the pools.</summary>
internal sealed class PlanFile
{
    private const string Placeholder = "{seed}";

    private PlanFile(string path, JsonObject json) => (Path, Json) = (path, json);

    public string Path { get; }

    /// <summary>The plan.</summary>
    public JsonObject Json { get; }

    /// <exception cref="CommandFailed">The file cannot be read, or holds no JSON object.</exception>
    public static async Task<PlanFile> Read(string path, CancellationToken cancellationToken)
    {
        await using var file = InputFile.Open(path);
        try
        {
            var json = await JsonNode.ParseAsync(
                file,
                documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true },
                cancellationToken: cancellationToken
            );
            return json is JsonObject plan
                ? new(path, plan)
                : throw new CommandFailed(Exit.Rejected, $"{path}: a plan is a JSON object, {{...}}.");
        }
        catch (JsonException e)
        {
            throw new CommandFailed(
                Exit.Rejected,
                $"{path}, line {e.LineNumber + 1}: no JSON ({e.Message.Split(". LineNumber")[0].TrimEnd('.')}).",
                e
            );
        }
    }

    /// <summary>Imports the synthetic pools that the plan describes and Dataset lacks.</summary>
    /// <exception cref="CommandFailed">A pool cannot be made as described.</exception>
    public async Task MakePools(Session session, CancellationToken cancellationToken)
    {
        using var dataset = new DatasetConnection(session);
        var known = (await dataset.Ask(api => api.GetPools(cancellationToken), cancellationToken)).ToDictionary(
            p => p.Name,
            p => p.Problems,
            StringComparer.Ordinal
        );
        foreach (var (name, pool) in Pools())
        {
            if (pool.Texts is { } texts)
            {
                // How many texts stay out is not known beforehand, and texts that are there already are left unchanged.
                session.Terminal.Error.WriteLine($"Making {texts:N0} texts ({pool.Family}) for the pool {name}");
                var without = await TestTriples.Read(session, pool.Without, $"{Path}: without", cancellationToken);
                var made = MadePool.Texts(pool.Seed ?? 1, texts, pool.Largest, without, pool.FirstSteps);
                await MadeImport.Send(session, made, name, cancellationToken);
                continue;
            }

            if (known.TryGetValue(name, out var problems) && problems >= pool.Problems)
            {
                continue;
            }

            session.Terminal.Error.WriteLine($"Making {pool.Problems:N0} problems ({pool.Family}) for the pool {name}");
            var result = await MadeImport.Send(session, MadePool.Of(pool), name, cancellationToken);
            if (result.Lines < pool.Problems)
            {
                throw new CommandFailed(
                    Exit.Rejected,
                    $"{Path}: pool '{name}': only {result.Lines:N0} such problems exist; ask for fewer."
                );
            }
        }
    }

    /// <summary>Every pool that the plan describes, once for each seed that its name holds.</summary>
    private IEnumerable<(string Name, SyntheticPool Pool)> Pools()
    {
        foreach (var described in Described(Json))
        {
            var (name, make) = (described.Name, Checked(described));
            foreach (var seed in name.Contains(Placeholder, StringComparison.Ordinal) ? Seeds() : [null])
            {
                yield return (
                    seed is null ? name : name.Replace(Placeholder, $"{seed}", StringComparison.Ordinal),
                    make with
                    {
                        Seed = make.Seed ?? seed,
                    }
                );
            }
        }
    }

    private IEnumerable<long?> Seeds() =>
        Json["seeds"] is JsonArray seeds ? [.. seeds.Select(s => s?.GetValue<long>())] : [0L];

    private static IEnumerable<PlannedPool> Described(JsonNode? node) =>
        node switch
        {
            JsonObject pool when pool["make"] is JsonObject =>
            [
                pool.Deserialize<PlannedPool>(JsonSerializerOptions.Web)!,
            ],
            JsonObject other => other.SelectMany(p => Described(p.Value)),
            JsonArray items => items.SelectMany(Described),
            _ => [],
        };

    private SyntheticPool Checked(PlannedPool pool)
    {
        var make = pool.Make!;
        if (make.Family == SyntheticPool.Game24)
        {
            return make;
        }

        var families = SyntheticProblems.Families.Append(MadePool.All).ToList();
        string? wrong =
            !families.Contains(make.Family)
                ? $"there is no family '{make.Family}'; there are {string.Join(", ", families.Append(SyntheticPool.Game24))}"
            : MadePool.Levels(make.Levels) is null
                ? $"levels '{make.Levels}': two numbers from 1 to {SyntheticProblems.HardestLevel}, such as 4-5"
            : make.Misconceptions && make.Family != SyntheticProblems.Misconceived
                ? $"misconceptions are for the family {SyntheticProblems.Misconceived} only"
            : null;
        return wrong is null ? make : throw new CommandFailed(Exit.Rejected, $"{Path}: pool '{pool.Name}': {wrong}.");
    }
}
