using Npgsql;
using NpgsqlTypes;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Labels;

/// <summary>Writes new labels with binary COPY, within a transaction that holds the pool's lock.</summary>
internal static class LabelCopy
{
    /// <summary>
    /// Writes the labels of solutions that have none from this labeller; if a solution occurs several times, the first one
    /// counts.
    /// </summary>
    public static async Task WriteMissing(
        NpgsqlConnection connection,
        string labeller,
        IReadOnlyList<SolutionLabels> labels,
        CancellationToken cancellationToken
    )
    {
        if (labels.Count == 0)
        {
            return;
        }

        var seen = (
            await connection.Query<long>(
                """
                select solution_id from dataset.labels
                where labeller = @labeller and generation = 0 and solution_id = any(@solutions)
                """,
                new { labeller, solutions = labels.Select(l => l.Solution).ToArray() },
                cancellationToken
            )
        ).ToHashSet();
        List<SolutionLabels> missing = [.. labels.Where(l => seen.Add(l.Solution))];
        if (missing.Count == 0)
        {
            return;
        }

        var ids = await connection.Query<long>(
            "select nextval('dataset.labels_id_seq') from generate_series(1, @count)",
            new { count = missing.Count },
            cancellationToken
        );
        await CopyLabels(connection, labeller, ids, missing, cancellationToken);
        await CopySteps(connection, ids, missing, cancellationToken);
    }

    private static async Task CopyLabels(
        NpgsqlConnection connection,
        string labeller,
        List<long> ids,
        List<SolutionLabels> labels,
        CancellationToken cancellationToken
    )
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy dataset.labels (id, solution_id, labeller, generation, outcome) from stdin (format binary)",
            cancellationToken
        );
        foreach (var (id, label) in ids.Zip(labels))
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(id, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(label.Solution, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(labeller, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(0, NpgsqlDbType.Integer, cancellationToken);
            if (label.Outcome is { } passes)
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

    private static async Task CopySteps(
        NpgsqlConnection connection,
        List<long> ids,
        List<SolutionLabels> labels,
        CancellationToken cancellationToken
    )
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy dataset.step_labels (label_id, step, alternative, value, unsure, flagged) from stdin (format binary)",
            cancellationToken
        );
        foreach (var (id, label) in ids.Zip(labels))
        {
            for (var step = 0; step < label.Steps.Length; step++)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(id, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(step, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(0, NpgsqlDbType.Integer, cancellationToken);
                if (label.Steps[step] is { } value)
                {
                    await copy.WriteAsync(value, NpgsqlDbType.Double, cancellationToken);
                }
                else
                {
                    await copy.WriteNullAsync(cancellationToken);
                }

                await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellationToken);
                await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }
}

/// <summary>Labels of one solution's own steps.</summary>
/// <param name="Solution">The solution.</param>
/// <param name="Steps">One value per step: -1, 0, 1 or a fraction; null if unrated.</param>
/// <param name="Outcome">The verdict on the whole solution; null if none was given.</param>
internal sealed record SolutionLabels(long Solution, double?[] Steps, bool? Outcome);
