using MassTransit;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Work;

/// <summary>Records the draws of one kind of work item that becomes <see cref="GenerateSteps"/>.</summary>
/// <param name="kind">One of <see cref="WorkKinds"/>.</param>
internal abstract class StepReceiver(string kind)
{
    public string Kind => kind;

    /// <summary>Writes idempotently, in the transaction that closes the item.</summary>
    public abstract Task<WorkResult> Write(
        NpgsqlConnection connection,
        long item,
        StepsGenerated generated,
        CancellationToken cancellationToken
    );
}

/// <summary>Hands draws to the receiver of their item's kind.</summary>
internal sealed class StepsGeneratedConsumer(WorkResults results, IEnumerable<StepReceiver> receivers)
    : IConsumer<StepsGenerated>
{
    public Task Consume(ConsumeContext<StepsGenerated> context) =>
        results.Record(
            context,
            (connection, item, kind) =>
                receivers
                    .Single(r => r.Kind == kind)
                    .Write(connection, item, context.Message, context.CancellationToken)
        );
}
