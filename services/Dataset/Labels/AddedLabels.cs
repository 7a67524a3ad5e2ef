using Npgsql;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Labels;

/// <summary>Counts the solutions to which a labelling has added labels.</summary>
internal static class AddedLabels
{
    /// <summary>Adds to the count of one labeller, within the transaction that writes the labels.</summary>
    public static Task Count(
        NpgsqlConnection connection,
        Guid job,
        string labeller,
        int added,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            """
            insert into dataset.labelling_counts as c (job_id, labeller, added) values (@job, @labeller, @added)
            on conflict (job_id, labeller) do update set added = c.added + excluded.added
            """,
            new
            {
                job,
                labeller,
                added,
            },
            cancellationToken
        );
}
