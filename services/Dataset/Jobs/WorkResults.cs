using MassTransit;
using Npgsql;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Jobs;

/// <summary>Records the replies of workers. The message headers identify the work item.</summary>
internal sealed class WorkResults(NpgsqlDataSource source, WorkKindTable kinds, Wake wake, ILogger<WorkResults> log)
{
    /// <summary>
    /// Writes a result and closes its item in one transaction. Writes must be idempotent on natural keys, because a result
    /// may arrive twice, or after its item was cancelled.
    /// </summary>
    public Task Record(ConsumeContext context, string kind, Func<NpgsqlConnection, long, Task<WorkResult>> write) =>
        Apply(
            context,
            async (connection, item) =>
            {
                var result = await write(connection, item);
                await WorkItems.Finish(connection, kinds[kind], item, result, context.CancellationToken);
            }
        );

    /// <summary>The same for a message that answers items of several kinds; the kind is that of the item.</summary>
    public Task Record(ConsumeContext context, Func<NpgsqlConnection, long, string, Task<WorkResult>> write) =>
        Apply(
            context,
            async (connection, item) =>
            {
                if (await WorkItems.Kind(connection, item, context.CancellationToken) is { } kind)
                {
                    var result = await write(connection, item, kind);
                    await WorkItems.Finish(connection, kinds[kind], item, result, context.CancellationToken);
                }
            }
        );

    /// <summary>Applies statements to the message's item in one transaction.</summary>
    public async Task Apply(ConsumeContext context, Func<NpgsqlConnection, long, Task> apply)
    {
        if (context.Headers.WorkItem() is not { } item)
        {
            log.NotOurs(context.DestinationAddress);
            return;
        }

        await using var connection = await source.OpenConnectionAsync(context.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(context.CancellationToken);
        await apply(connection, item);
        await transaction.CommitAsync(context.CancellationToken);
        wake.Now();
    }
}

/// <summary>Handles the messages that any worker may send about an item.</summary>
internal sealed class WorkConsumer(WorkResults results, ILogger<WorkConsumer> log)
    : IConsumer<WorkReleased>,
        IConsumer<WorkFailed>,
        IConsumer<Fault>
{
    public Task Consume(ConsumeContext<WorkReleased> context)
    {
        log.ItemReleased(context.Headers.WorkItem(), context.Message.Reason);
        return results.Apply(context, (c, item) => WorkItems.Release(c, item, context.CancellationToken));
    }

    public Task Consume(ConsumeContext<WorkFailed> context) =>
        results.Apply(
            context,
            (c, item) => WorkItems.Fail(c, item, context.Message.Reasons, context.CancellationToken)
        );

    /// <summary>
    /// A consumer threw. An item whose consumer could not reach the database is published again, any other has failed. A fault
    /// of a message without a work item, such as a submission, is left in the error queue.
    /// </summary>
    public Task Consume(ConsumeContext<Fault> context) =>
        context.Headers.WorkItem() is null
            ? Task.CompletedTask
            : results.Apply(
                context,
                (c, item) =>
                    context.Message.Exceptions.Any(IsDatabase)
                        ? WorkItems.Release(c, item, context.CancellationToken)
                        : WorkItems.Fail(c, item, [Reason(context.Message)], context.CancellationToken)
            );

    private static bool IsDatabase(ExceptionInfo e) =>
        e.ExceptionType.StartsWith("Npgsql.", StringComparison.Ordinal)
        || (e.InnerException is { } inner && IsDatabase(inner));

    private static string Reason(Fault fault) =>
        fault.Exceptions is [var first, ..] ? first.Message : "the worker failed without a reason";
}

/// <summary>
/// For consumers of heartbeats and of messages that end a worker's hold on an item: they handle one message at a time on one
/// endpoint, so that a worker's last message is recorded last.
/// </summary>
internal sealed class WorkConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    public WorkConsumerDefinition() => EndpointName = "dataset-work";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<TConsumer> consumer,
        IRegistrationContext context
    )
    {
        endpoint.PrefetchCount = 16;
        endpoint.ConcurrentMessageLimit = 1;
        consumer.UseMessageRetry(Retries.WhileDatabaseRestarts);
    }
}

/// <summary>For consumers of work that Dataset does itself, one item at a time.</summary>
internal sealed class OwnWorkConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<TConsumer> consumer,
        IRegistrationContext context
    )
    {
        endpoint.PrefetchCount = 2;
        endpoint.ConcurrentMessageLimit = 1;
        consumer.UseMessageRetry(Retries.WhileDatabaseRestarts);
    }
}

/// <summary>For consumers of results, which may be recorded in any order.</summary>
internal sealed class ResultConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    public ResultConsumerDefinition() => EndpointName = "dataset-results";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<TConsumer> consumer,
        IRegistrationContext context
    )
    {
        endpoint.PrefetchCount = 64;
        endpoint.ConcurrentMessageLimit = 8;
        consumer.UseMessageRetry(Retries.WhileDatabaseRestarts);
    }
}
