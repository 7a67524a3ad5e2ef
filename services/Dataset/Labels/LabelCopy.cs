using Npgsql;
using NpgsqlTypes;

namespace Platform.Dataset.Labels;

/// <summary>New labels by binary COPY; that they are new, the caller has looked up under the pool's lock.</summary>
internal static class LabelCopy
{
    public static async Task Write(
        NpgsqlConnection connection,
        string labeller,
        IReadOnlyList<(long Solution, short?[] Labels, bool? Outcome)> rows,
        CancellationToken cancellationToken
    )
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy dataset.labels (solution_id, labeller, generation, labels, outcome) from stdin (format binary)",
            cancellationToken
        );
        foreach (var (solution, labels, outcome) in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(solution, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(labeller, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(0, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(labels, NpgsqlDbType.Array | NpgsqlDbType.Smallint, cancellationToken);
            if (outcome is { } passes)
            {
                await copy.WriteAsync(passes, NpgsqlDbType.Boolean, cancellationToken);
            }
            else
            {
                await copy.WriteNullAsync(cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
