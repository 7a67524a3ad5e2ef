using MassTransit;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Work;

/// <summary>Stores the scores of one kind of work item that becomes <see cref="ScoreSolutions"/>.</summary>
/// <param name="kind">One of <see cref="WorkKinds"/>.</param>
internal abstract class ScoreReceiver(string kind)
{
    public string Kind => kind;

    /// <summary>Writes idempotently, in the transaction that closes the item.</summary>
    public abstract Task<WorkResult> Write(
        NpgsqlConnection connection,
        long item,
        SolutionsScored scored,
        CancellationToken cancellationToken
    );
}

/// <summary>Hands scores to the receiver of their item's kind.</summary>
internal sealed class SolutionsScoredConsumer(WorkResults results, IEnumerable<ScoreReceiver> receivers)
    : IConsumer<SolutionsScored>
{
    public Task Consume(ConsumeContext<SolutionsScored> context) =>
        results.Record(
            context,
            (connection, item, kind) =>
                receivers
                    .Single(r => r.Kind == kind)
                    .Write(connection, item, context.Message, context.CancellationToken)
        );
}
