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
            "copy dataset.step_labels (label_id, step, alternative, value, unsure, flagged, text) from stdin (format binary)",
            cancellationToken
        );
        foreach (var (id, label) in ids.Zip(labels))
        {
            foreach (var step in label.Steps)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(id, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(step.Step, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(step.Alternative, NpgsqlDbType.Integer, cancellationToken);
                if (step.Value is { } value)
                {
                    await copy.WriteAsync(value, NpgsqlDbType.Double, cancellationToken);
                }
                else
                {
                    await copy.WriteNullAsync(cancellationToken);
                }

                await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellationToken);
                await copy.WriteAsync(step.Flagged, NpgsqlDbType.Boolean, cancellationToken);
                if (step.Text is { } text)
                {
                    await copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);
                }
                else
                {
                    await copy.WriteNullAsync(cancellationToken);
                }
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }
}

/// <summary>One labeller's labels of one solution.</summary>
/// <param name="Solution">The solution.</param>
/// <param name="Steps">Labels of its steps and of their alternatives.</param>
/// <param name="Outcome">The verdict on the whole solution; null if none was given.</param>
internal sealed record SolutionLabels(long Solution, IReadOnlyList<StepLabel> Steps, bool? Outcome);
