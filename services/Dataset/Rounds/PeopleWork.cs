using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Rounds;

/// <summary>
/// Work items that people do. With a window of 0 none of them is ever published: an item stays pending until its task ends.
/// </summary>
internal sealed class PeopleWork() : WorkKind(WorkKinds.People, Queues.LabellingJobs, TimeSpan.FromDays(1), window: 0)
{
    /// <exception cref="InvalidOperationException">Always, because people take tasks over HTTP.</exception>
    public override Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) => throw new InvalidOperationException("Tasks of people are taken over HTTP and never published.");
}
