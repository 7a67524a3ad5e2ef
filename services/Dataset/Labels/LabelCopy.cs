using Npgsql;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Labels;

/// <summary>Writes new labels with binary COPY, within a transaction that holds the pool's lock.</summary>
internal static class LabelCopy
{
    /// <summary>
    /// Writes the labels of solutions that have none from this labeller; if a solution occurs several times, the first one
    /// counts.
    /// </summary>
    /// <returns>Number of solutions whose labels were written.</returns>
    public static Task<int> WriteMissing(
        NpgsqlConnection connection,
        string labeller,
        IReadOnlyList<SolutionLabels> labels,
        CancellationToken cancellationToken
    ) => WriteMissing(connection, labeller, 0, labels, cancellationToken);

    /// <summary>The same for a later generation.</summary>
    /// <returns>Number of solutions whose labels were written.</returns>
    public static async Task<int> WriteMissing(
        NpgsqlConnection connection,
        string labeller,
        int generation,
        IReadOnlyList<SolutionLabels> labels,
        CancellationToken cancellationToken
    )
    {
        if (labels.Count == 0)
        {
            return 0;
        }

        var seen = (
            await connection.Query<long>(
                """
                select solution_id from dataset.stored_labels
                where labeller = @labeller and generation = @generation and solution_id = any(@solutions)
                """,
                new
                {
                    labeller,
                    generation,
                    solutions = labels.Select(l => l.Solution).ToArray(),
                },
                cancellationToken
            )
        ).ToHashSet();
        List<SolutionLabels> missing = [.. labels.Where(l => seen.Add(l.Solution))];
        if (missing.Count == 0)
        {
            return 0;
        }

        var ids = await connection.NewIds("dataset.labels_id_seq", missing.Count, cancellationToken);
        await CopyLabels(connection, labeller, generation, ids, missing, cancellationToken);
        await CopySteps(connection, ids, missing, cancellationToken);
        return missing.Count;
    }

    private static async Task CopyLabels(
        NpgsqlConnection connection,
        string labeller,
        int generation,
        long[] ids,
        List<SolutionLabels> labels,
        CancellationToken cancellationToken
    )
    {
        await using var copy = await BinaryCopy.Begin(
            connection,
            "dataset.stored_labels",
            ["id", "solution_id", "labeller", "generation", "outcome", "seconds", "record", "adjudicated"],
            cancellationToken
        );
        foreach (var (id, label) in ids.Zip(labels))
        {
            await copy.Row(cancellationToken);
            copy.Write(id);
            copy.Write(label.Solution);
            copy.Write(labeller);
            copy.Write(generation);
            copy.Write(label.Outcome);
            copy.Write(label.Seconds);
            copy.WriteUtf8Json(label.Record);
            copy.Write(label.Adjudicated);
        }

        await copy.Complete(cancellationToken);
    }

    private static async Task CopySteps(
        NpgsqlConnection connection,
        long[] ids,
        List<SolutionLabels> labels,
        CancellationToken cancellationToken
    )
    {
        await using var copy = await BinaryCopy.Begin(
            connection,
            "dataset.step_labels",
            ["label_id", "step", "alternative", "value", "unsure", "flagged", "text"],
            cancellationToken
        );
        foreach (var (id, label) in ids.Zip(labels))
        {
            foreach (var step in label.Steps)
            {
                await copy.Row(cancellationToken);
                copy.Write(id);
                copy.Write(step.Step);
                copy.Write(step.Alternative);
                copy.Write(step.Value);
                copy.Write(step.Unsure);
                copy.Write(step.Flagged);
                copy.Write(step.Text);
            }
        }

        await copy.Complete(cancellationToken);
    }
}

/// <summary>One labeller's labels of one solution.</summary>
/// <param name="Solution">The solution.</param>
/// <param name="Steps">Labels of its steps and of their alternatives.</param>
/// <param name="Outcome">The verdict on the whole solution; null if none was given.</param>
/// <param name="Seconds">Time that the labeller took; null if unknown.</param>
/// <param name="Record">JSON in UTF-8 of what an imported record says beyond this; null if nothing.</param>
/// <param name="Adjudicated">True if an adjudicator has decided between other people with them.</param>
internal sealed record SolutionLabels(
    long Solution,
    IReadOnlyList<StepLabel> Steps,
    bool? Outcome,
    double? Seconds = null,
    byte[]? Record = null,
    bool Adjudicated = false
);
