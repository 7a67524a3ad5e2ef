using Npgsql;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;

namespace Platform.Dataset.Searches;

/// <summary>SQL statements on the work items of rounds, whose payloads hold the answers until a round is complete.</summary>
internal static class RoundItems
{
    /// <summary>The answers of a problem's round in the order of its items, with the first reason of an item that failed.</summary>
    /// <param name="connection">In a transaction that holds the problem's lock.</param>
    /// <param name="job">The search.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="kind">Kind of the items.</param>
    /// <param name="round">The round.</param>
    /// <param name="own">An item with an answer that is not stored yet.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<RoundAnswers<T>> Answers<T>(
        NpgsqlConnection connection,
        Guid job,
        long problem,
        string kind,
        int round,
        (long Id, T Payload)? own,
        CancellationToken cancellationToken
    )
        where T : class, IRoundPayload
    {
        if (own is { Payload.Items: 1 } only)
        {
            return new([only.Payload], null);
        }

        var rows = await connection.Query<Answer>(
            """
            select id, payload::text as payload, case when state = 'failed' then reason end as reason from dataset.work_items
            where job_id = @job and problem_id = @problem and kind = @kind and kind in ('expand', 'guide')
                and (payload ->> 'round')::int = @round and id is distinct from @own
            order by id
            """,
            new
            {
                job,
                problem,
                kind,
                round,
                own = own?.Id,
            },
            cancellationToken
        );
        var payloads = rows.Select(r => (r.Id, Payload: PayloadItems.Payload<T>(r.Payload)));
        return new(
            [.. (own is { } mine ? payloads.Append(mine) : payloads).OrderBy(p => p.Id).Select(p => p.Payload)],
            rows.Select(r => r.Reason).FirstOrDefault(r => r is not null)
        );
    }

    private sealed record Answer(long Id, string Payload, string? Reason);
}

/// <summary>The answers of a round.</summary>
/// <param name="Payloads">Payloads with their answers.</param>
/// <param name="Reason">Why an item failed; null if none did.</param>
internal sealed record RoundAnswers<T>(IReadOnlyList<T> Payloads, string? Reason);
