using System.Text.Json;
using Npgsql;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Work;

/// <summary>SQL statements on work items that have a problem and a payload, which also keeps their answer.</summary>
internal static class PayloadItems
{
    /// <summary>Reads a payload.</summary>
    public static T Payload<T>(string json)
        where T : IItemPayload => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;

    /// <summary>Adds items, each of one problem.</summary>
    public static Task Add<T>(
        NpgsqlConnection connection,
        Guid job,
        string kind,
        IEnumerable<(long Problem, T Payload)> items,
        CancellationToken cancellationToken
    )
        where T : IItemPayload
    {
        var rows = items.ToList();
        return connection.Execute(
            """
            insert into dataset.work_items (job_id, kind, problem_id, payload, count)
            select @job, @kind, t.problem, t.payload::jsonb, t.count
            from unnest(@problems::bigint[], @payloads::text[], @counts::int[]) with ordinality as t(problem, payload, count, place)
            order by t.place
            """,
            new
            {
                job,
                kind,
                problems = rows.Select(r => r.Problem).ToArray(),
                payloads = rows.Select(r => Json(r.Payload)).ToArray(),
                counts = rows.Select(r => r.Payload.Count).ToArray(),
            },
            cancellationToken
        );
    }

    /// <summary>Keeps a payload with its answer.</summary>
    public static Task Keep<T>(NpgsqlConnection connection, long item, T payload, CancellationToken cancellationToken)
        where T : IItemPayload =>
        connection.Execute(
            "update dataset.work_items set payload = @payload::jsonb where id = @item",
            new { item, payload = Json(payload) },
            cancellationToken
        );

    private static string Json<T>(T payload) => JsonSerializer.Serialize(payload, JsonSerializerOptions.Web);
}

/// <summary>Payload of a work item.</summary>
internal interface IItemPayload
{
    /// <summary>What the item counts, such as draws or nodes.</summary>
    int Count { get; }
}
