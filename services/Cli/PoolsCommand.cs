using Platform.Contracts;

namespace Platform.Cli;

/// <summary><c>pools</c>: lists the imported pools.</summary>
internal static class PoolsCommand
{
    public static Verb Create(Session session)
    {
        var json = CommonOptions.Json("the pools");
        var verb = new Verb(
            "pools",
            "List the pools of problems and solutions",
            "./platform pools\n./platform pools --json"
        )
        {
            json,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var pools = await dataset.Ask(api => api.GetPools(cancellationToken), cancellationToken);
                if (parsed.GetValue(json))
                {
                    Json.Print(session.Terminal, pools);
                }
                else if (pools.Count == 0)
                {
                    session.Terminal.Out.WriteLine("No pools yet: ./platform import FILE --pool NAME makes one.");
                }
                else
                {
                    Table.Print(session.Terminal, Columns, [.. pools.Select(Row)]);
                }

                return Exit.Ok;
            }
        );
        return verb;
    }

    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("pool"),
        new("problems", Right: true),
        new("solutions", Right: true),
        new("samples", Right: true, Drop: 1),
        new("finished", Right: true, Drop: 2),
        new("right", Right: true),
        new("format", Drop: 3),
        new("scores that came with it", Drop: 5),
        new("imported", Drop: 4),
    ];

    public static IReadOnlyList<string> Row(PoolSummary pool) =>
        [
            pool.Name,
            $"{pool.Problems:N0}",
            $"{pool.Solutions:N0}",
            $"{pool.Samples:N0}",
            Share(pool.Finished, pool.Solutions),
            Share(pool.Correct, pool.Solutions),
            pool.Format,
            string.Join(", ", pool.ImportedModels),
            $"{pool.Created:yyyy-MM-dd HH:mm}",
        ];

    private static string Share(int part, int whole) => whole == 0 ? "–" : $"{100.0 * part / whole:0.0} %";
}
