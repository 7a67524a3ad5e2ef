using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Trainings;

/// <summary>Writes down what trainers say. What has ended stays as it ended, so that nothing can be said twice.</summary>
internal sealed class TrainingStore(
    NpgsqlDataSource source,
    [FromKeyedServices(TrainingMessaging.Wake)] Wake wake,
    IOptions<DatasetOptions> options,
    ILogger<TrainingStore> log
)
{
    /// <summary>Between two offers of a training that everybody was too busy for.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task Record(TrainingProgressed said, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = await connection.Execute(
            """
            update dataset.trainings
            set state = case state when 'accepted' then 'running' else state end, started = coalesce(started, now()),
                lease_until = now() + $2, attempts = case when $3 > step then 0 else attempts end,
                step = greatest(step, $3), progress = coalesce($4::jsonb, progress)
            where id = $1 and state in ('accepted', 'running', 'cancelling')
            """,
            [
                said.TrainingId,
                options.Value.TrainLease,
                said.Progress?.Step ?? 0,
                said.Progress is null ? null : JsonSerializer.Serialize(said.Progress, JsonSerializerOptions.Web),
            ],
            cancellationToken
        );
        if (rows > 0 && said.Progress is { } p)
        {
            await connection.Execute(
                """
                insert into dataset.training_points (training_id, step, steps, loss, learning_rate, tokens_per_second, tokens, seconds)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (training_id, step) do update set steps = excluded.steps, loss = excluded.loss,
                    learning_rate = excluded.learning_rate, tokens_per_second = excluded.tokens_per_second,
                    tokens = excluded.tokens, seconds = excluded.seconds
                """,
                [said.TrainingId, p.Step, p.Steps, p.Loss, p.LearningRate, p.TokensPerSecond, p.Tokens, p.Seconds],
                cancellationToken
            );
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async Task Record(TrainingReleased said, CancellationToken cancellationToken)
    {
        var ended = await Update(
            """
            update dataset.trainings set lease_until = now() + $2,
                state = case state when 'cancelling' then 'cancelled' else 'accepted' end,
                ended = case state when 'cancelling' then now() end
            where id = $1 and state in ('accepted', 'running', 'cancelling')
            """,
            [said.TrainingId, Pause],
            cancellationToken
        );
        if (ended > 0)
        {
            log.TrainingReleased(said.TrainingId, said.Reason);
        }
    }

    /// <summary>The model is there: the trainer has put it here before it says so.</summary>
    public Task Record(TrainingCompleted said, CancellationToken cancellationToken) =>
        End(said.TrainingId, TrainingState.Completed, [], said.Model, cancellationToken);

    public Task Record(TrainingFailed said, CancellationToken cancellationToken) =>
        End(said.TrainingId, TrainingState.Failed, said.Reasons, null, cancellationToken);

    public Task Record(TrainingCancelled said, CancellationToken cancellationToken) =>
        End(said.TrainingId, TrainingState.Cancelled, [], null, cancellationToken);

    /// <summary>False: it has ended before.</summary>
    private async Task<bool> End(
        Guid id,
        string state,
        IReadOnlyList<string> reasons,
        string? model,
        CancellationToken cancellationToken
    )
    {
        var rows = await Update(
            """
            update dataset.trainings set state = $2, reasons = $3, model = $4, ended = now(), lease_until = null
            where id = $1 and state in ('accepted', 'running', 'cancelling')
                and ($4::text is null or exists (select 1 from dataset.reward_models m where m.version = $4))
            """,
            [id, state, reasons.Select(r => r.Replace('\0', '\uFFFD')).ToArray(), model],
            cancellationToken
        );
        if (rows > 0)
        {
            log.TrainingIs(id, state);
        }

        return rows > 0;
    }

    private async Task<int> Update(string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Execute(sql, parameters, cancellationToken);
        wake.Now();
        return rows;
    }
}
