using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Selections;

/// <summary>SQL statements on selections.</summary>
internal static class SelectionRecords
{
    /// <summary>SQL of the models of the row <c>e</c> of selections, as <c>name@version</c>.</summary>
    public const string ModelNames = """
        array(
            select m.name || '@' || m.version from dataset.selection_models em
            join dataset.models m on m.id = em.model_id where em.job_id = e.job_id order by em.ordinal
        )
        """;

    /// <summary>Returns one more than the highest generation of the pool, or 0.</summary>
    public static Task<int> NextGeneration(
        NpgsqlConnection connection,
        long? pool,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<int>(
            """
            select coalesce(max(e.generation) + 1, 0) from dataset.selections e
            join dataset.jobs j on j.id = e.job_id
            where e.pool_id = @pool and j.state not in ('rejected', 'failed', 'cancelled', 'cancelling')
            """,
            new { pool },
            cancellationToken
        );

    /// <summary>Notes the revision of the pool, and returns the pool and the models.</summary>
    public static async Task<SelectionInputs> Begin(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QuerySingle<SelectionInputs>(
                """
                update dataset.selections e set pool_revision = p.revision from dataset.pools p
                where e.job_id = @job and p.id = e.pool_id
                returning e.pool_id as pool, array(
                    select em.model_id from dataset.selection_models em where em.job_id = e.job_id order by em.ordinal
                ) as models
                """,
                new { job },
                cancellationToken
            )
        )!;

    /// <summary>Returns how a job ends whose solutions have been chosen, or could not be.</summary>
    public static async Task<Transition> Ending(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    )
    {
        var row = await connection.QuerySingle<Result>(
            """
            select e.selected, e.report from dataset.selections e
            where e.job_id = @job and e.sha256 is not null
                and exists (select 1 from dataset.work_items where job_id = @job and kind = 'choose' and state = 'done')
            """,
            new { job },
            cancellationToken
        );
        return row switch
        {
            null => Transition.Fail(await WorkItems.Reasons(connection, job, cancellationToken)),
            { Selected: 0 } => Transition.Fail(
                [Nothing(row.Report), .. await WorkItems.Reasons(connection, job, cancellationToken)]
            ),
            _ => Transition.Complete,
        };
    }

    private static string Nothing(string report)
    {
        var leftOut = JsonSerializer.Deserialize<SelectionReport>(report, JsonSerializerOptions.Web)!.LeftOut;
        return "choose: no solution could be chosen: "
            + (
                leftOut.Count == 0
                    ? "none fits the policy"
                    : string.Join(", ", leftOut.Select(l => $"{l.Solutions:N0} {l.Reason}"))
            )
            + ". Change the policy, exclude less, or name a labeller or nobody as skipLabelledBy.";
    }

    private sealed record Result(int Selected, string Report);
}

/// <summary>What a selection selects from and with.</summary>
internal sealed record SelectionInputs(long Pool, long[] Models);
