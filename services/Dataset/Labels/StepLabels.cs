using Platform.Contracts;

namespace Platform.Dataset.Labels;

/// <summary>Labels of a solution's own steps as one array.</summary>
internal static class StepLabels
{
    /// <summary>Stands for null, which Npgsql does not read in arrays of value types.</summary>
    private const short Unrated = 2;

    /// <summary>
    /// Returns the SQL of an array of -1, 0, 1 or null per step for a row of <c>dataset.labels</c>; a step with a fraction
    /// counts as unrated.
    /// </summary>
    public static string Values(string label) =>
        $"""
            coalesce((
                select array_agg(case when v.value in (-1, 0, 1) then v.value::smallint else 2::smallint end order by v.step)
                from dataset.step_labels v where v.label_id = {label}.id and v.alternative = 0
            ), array[]::smallint[])
            """;

    /// <summary>Returns the SQL of an array of the labels as they are stored, fractions included; NaN if unrated.</summary>
    public static string Exact(string label) =>
        $"""
            coalesce((
                select array_agg(coalesce(v.value, 'NaN') order by v.step)
                from dataset.step_labels v where v.label_id = {label}.id and v.alternative = 0
            ), array[]::float8[])
            """;

    /// <summary>Converts an array selected by <see cref="Values"/>.</summary>
    public static short?[] Read(short[] values) => Array.ConvertAll(values, v => v == Unrated ? null : (short?)v);

    /// <summary>Converts an array selected by <see cref="Exact"/> of a labeller whose numbers are ratings.</summary>
    public static int?[] Ratings(double[] values) => Array.ConvertAll(values, v => double.IsNaN(v) ? null : (int?)v);

    /// <summary>Converts an array selected by <see cref="Exact"/> to fractions from 0 to 1, null if unrated.</summary>
    /// <param name="values">The array.</param>
    /// <param name="scale">What the labeller's numbers are; not <see cref="LabelScale.Ratings"/>.</param>
    public static double?[] Fractions(double[] values, LabelScale scale) =>
        Array.ConvertAll(values, v => double.IsNaN(v) ? null : (double?)LabelScales.Fraction(v, scale));
}
