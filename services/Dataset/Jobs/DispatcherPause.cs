using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;
using Platform.Dataset.Trainings;

namespace Platform.Dataset.Jobs;

/// <summary>
/// An operator's word that nothing new is to be published. It stands in the database, where the statements that claim work read
/// it: a restart does not forget it, and no claim can overtake it.
/// </summary>
internal sealed class DispatcherPause(
    NpgsqlDataSource source,
    Wake evaluations,
    [FromKeyedServices(TrainingMessaging.Wake)] Wake trainings,
    IOptions<DatasetOptions> options,
    ILogger<DispatcherPause> log
)
{
    public static async Task<bool> Holds(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (
            await connection.Query(
                "select exists (select 1 from dataset.dispatcher where paused)",
                [],
                r => r.GetBoolean(0),
                cancellationToken
            )
        ).Single();

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
    /// Leases that ended meanwhile begin anew in the same transaction: nobody looked after them, so their end says nothing about
    /// the workers.
    /// </summary>
    public async Task<DispatcherState> Resume(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var changed = await Set(connection, false, cancellationToken);
        if (changed)
        {
            await connection.Execute(
                """
                update dataset.work_items set lease_until = now() + case kind when 'generate' then $1 else $2 end
                where state = 'published' and lease_until < now()
                """,
                [options.Value.LeaseOf(WorkKind.Generate), options.Value.LeaseOf(WorkKind.Score)],
                cancellationToken
            );
        }

        await transaction.CommitAsync(cancellationToken);
        if (changed)
        {
            log.DispatcherResumed();
        }

        evaluations.Now();
        trainings.Now();
        return new(false);
    }

    /// <summary>False: it was so already.</summary>
    private static async Task<bool> Set(
        NpgsqlConnection connection,
        bool paused,
        CancellationToken cancellationToken
    ) =>
        await connection.Execute(
            """
            insert into dataset.dispatcher as d (id, paused, changed) select $1, $2, now()
            on conflict (id) do update set paused = excluded.paused, changed = excluded.changed
            where d.paused <> excluded.paused
            """,
            [DispatcherRow.Only, paused],
            cancellationToken
        ) > 0;
}

/// <summary>The dispatchers over HTTP.</summary>
internal static class DispatcherEndpoints
{
    public static WebApplication MapDispatcher(this WebApplication app)
    {
        app.MapGet("/dispatcher", (DispatcherPause pause, CancellationToken c) => pause.Get(c))
            .WithSummary("Whether the publishing of work is paused");
        app.MapPost("/dispatcher/pause", (DispatcherPause pause, CancellationToken c) => pause.Pause(c))
            .WithSummary("Publishes no more work; what is in flight finishes");
        app.MapPost("/dispatcher/resume", (DispatcherPause pause, CancellationToken c) => pause.Resume(c))
            .WithSummary("Publishes work again");
        return app;
    }
}
