namespace Platform.Dataset.Labels;

/// <summary>Labels of a solution's own steps as one array: -1, 0, 1 or null per step.</summary>
internal static class StepLabels
{
    /// <summary>Stands for null, which Npgsql does not read in arrays of value types.</summary>
    private const short Unrated = 2;

    /// <summary>
    /// Returns the SQL of the array for a row of <c>dataset.labels</c>. Trainers and metrics do not use fractional labels,
    /// so such a step counts as unrated.
    /// </summary>
    public static string Values(string label) =>
        $"""
            coalesce((
                select array_agg(case when v.value in (-1, 0, 1) then v.value::smallint else 2::smallint end order by v.step)
                from dataset.step_labels v where v.label_id = {label}.id and v.alternative = 0
            ), array[]::smallint[])
            """;

    /// <summary>Converts an array selected by <see cref="Values"/>.</summary>
    public static short?[] Read(short[] values) => Array.ConvertAll(values, v => v == Unrated ? null : (short?)v);
}
