using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Jobs;

/// <summary>
/// Pauses the publishing of work. The state is in the database, where the statements that claim work read it, so it survives
/// a restart and no claim can bypass it.
/// </summary>
internal sealed class DispatcherPause(
    NpgsqlDataSource source,
    WorkKindTable kinds,
    Wake wake,
    ILogger<DispatcherPause> log
)
{
    public static Task<bool> Holds(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingle<bool>(
            "select exists (select 1 from dataset.dispatcher where paused)",
            null,
            cancellationToken
        );

    public async Task<DispatcherState> Get(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return new(await Holds(connection, cancellationToken));
    }

    public async Task<DispatcherState> Pause(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await Set(connection, true, cancellationToken))
        {
            log.DispatcherPaused();
        }

        return new(true);
    }

    /// <summary>
    /// Resumes the publishing and renews all leases in the same transaction, because leases were not checked during the
    /// pause.
    /// </summary>
    public async Task<DispatcherState> Resume(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        bool changed = await Set(connection, false, cancellationToken);
        if (changed)
        {
            foreach (var kind in kinds.All)
            {
                await WorkItems.RenewAll(connection, kind, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        if (changed)
        {
            log.DispatcherResumed();
        }

        wake.Now();
        return new(false);
    }

    /// <returns>False if the state was the same before.</returns>
    private static async Task<bool> Set(
        NpgsqlConnection connection,
        bool paused,
        CancellationToken cancellationToken
    ) =>
        await connection.Execute(
            """
            insert into dataset.dispatcher as d (id, paused, changed) select @id, @paused, now()
            on conflict (id) do update set paused = excluded.paused, changed = excluded.changed
            where d.paused <> excluded.paused
            """,
            new { id = DispatcherRow.Only, paused },
            cancellationToken
        ) > 0;
}
