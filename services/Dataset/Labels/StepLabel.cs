namespace Platform.Dataset.Labels;

/// <summary>A label of one step.</summary>
/// <param name="Step">0-based.</param>
/// <param name="Alternative">0 for the solution's own step; higher numbers are other completions of the step.</param>
/// <param name="Value">-1, 0 or 1, or a fraction; null if unrated.</param>
/// <param name="Flagged">True if the labeller flagged the step as unusable.</param>
/// <param name="Text">Text of an alternative; null for the solution's own step.</param>
/// <param name="Unsure">True if the labeller was not sure.</param>
internal readonly record struct StepLabel(
    int Step,
    int Alternative,
    double? Value,
    bool Flagged = false,
    string? Text = null,
    bool Unsure = false
)
{
    /// <summary>Labels of a solution's own steps, one value a step.</summary>
    public static StepLabel[] Of(ReadOnlySpan<double?> values)
    {
        var labels = new StepLabel[values.Length];
        for (var step = 0; step < labels.Length; step++)
        {
            labels[step] = new StepLabel(step, 0, values[step]);
        }

        return labels;
    }
}
