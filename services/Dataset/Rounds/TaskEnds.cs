using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labels;
using Platform.Dataset.Quality;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Rounds;

/// <summary>Ends tasks, each once.</summary>
internal sealed class TaskEnds(
    NpgsqlDataSource source,
    WorkKindTable kinds,
    Wake wake,
    IOptions<DatasetOptions> options
)
{
    /// <summary>
    /// Ends a task. The labels of a finished task of a round, and of an adjudication, are written in the same transaction;
    /// ratings of controls and of the screening stay where they are.
    /// </summary>
    /// <returns>Why it was not ended; null if it was, now or before.</returns>
    public async Task<TaskRefusal?> End(Guid task, EndTask end, CancellationToken cancellationToken)
    {
        string labeller = Labellers.OfPerson(end.Labeller);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await HeldTask.Lock(connection, task, cancellationToken);
        var held = await HeldTask.Of(connection, task, cancellationToken);
        if (held is { Ending: { } ending } && held.Labeller == labeller && ending == end.Ending)
        {
            return null;
        }

        if (HeldTask.Refused(held, task, labeller) is { } refusal)
        {
            return refusal;
        }

        if (
            end.Ending == TaskEnding.Finished
            && await Finish(connection, task, held!, labeller, end.Seconds, cancellationToken) is { } incomplete
        )
        {
            return incomplete;
        }

        await connection.Execute(
            """
            update dataset.labelling_tasks
            set ended = now(), ending = @Ending, reason = @Reason, seconds = @Seconds, lease_until = null
            where id = @task
            """,
            new
            {
                task,
                end.Ending,
                Reason = Storable.Text(end.Reason),
                end.Seconds,
            },
            cancellationToken
        );
        if (held!.ItemId is { } item)
        {
            await WorkItems.Finish(connection, kinds[WorkKinds.People], item, Result(end), cancellationToken);
        }

        if (held.Attempt is { } attempt)
        {
            await Screening.Decide(connection, labeller, attempt, options.Value, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        wake.Now();
        return null;
    }

    /// <returns>Why the ratings are not complete; null if they are.</returns>
    private static async Task<TaskRefusal?> Finish(
        NpgsqlConnection connection,
        Guid task,
        HeldTask held,
        string labeller,
        double? seconds,
        CancellationToken cancellationToken
    )
    {
        var labels = PersonLabels.Of(
            held.SolutionId,
            held.Steps,
            held.Finished,
            await TaskRatings.Of(connection, task, labeller, cancellationToken),
            await Alternatives.Of(connection, task, labeller, cancellationToken),
            seconds,
            out int missing
        );
        if (labels is null)
        {
            return TaskRefusal.Wrong(
                $"step: step {missing} has no rating; rate every step up to the first bad one, or give up with a reason."
            );
        }

        if (held.Kind is TaskKind.Label or TaskKind.Adjudication)
        {
            int added = await LabelCopy.WriteMissing(
                connection,
                labeller,
                held.Generation!.Value,
                [labels with { Adjudicated = held.Kind == TaskKind.Adjudication }],
                cancellationToken
            );
            if (held.Kind == TaskKind.Label)
            {
                await AddedLabels.Count(connection, held.JobId!.Value, labeller, added, cancellationToken);
            }

            await PoolRecords.Changed(connection, held.PoolId, cancellationToken);
        }

        return null;
    }

    private static WorkResult Result(EndTask end) =>
        end.Ending switch
        {
            TaskEnding.Finished => new(1, RunSeconds: end.Seconds ?? 0),
            TaskEnding.GaveUp => new(0, $"given up: {end.Reason}", end.Seconds ?? 0),
            _ => new(0, $"bad problem: {end.Reason}", end.Seconds ?? 0),
        };
}
