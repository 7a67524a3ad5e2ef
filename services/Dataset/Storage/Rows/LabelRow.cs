namespace Platform.Dataset.Storage;

/// <summary>
/// One labeller's labels of one solution; natural key (solution, labeller, generation). The view <c>labels</c> has the same
/// columns without the rows of excluded labellers; everything except the writers reads the view.
/// </summary>
internal sealed class LabelRow
{
    public long Id { get; set; }
    public long SolutionId { get; set; }

    /// <summary>
    /// <see cref="Contracts.Labellers.File"/>, a person's name, or an oracle with its version: <c>oracle:synthetic-1</c>.
    /// </summary>
    public required string Labeller { get; set; }

    /// <summary>Round of labelling; 0 is the first.</summary>
    public int Generation { get; set; }

    /// <summary>The labeller's verdict on the whole solution; null if none was given.</summary>
    public bool? Outcome { get; set; }

    /// <summary>Time that the labeller took; null if unknown.</summary>
    public double? Seconds { get; set; }

    /// <summary>
    /// JSON of the imported record's fields about the labelling that no column holds, by format
    /// (<see cref="Formats.KeptFields"/>); null if there are none.
    /// </summary>
    public string? Record { get; set; }

    /// <summary>Whether an adjudicator has decided between other people with them.</summary>
    public bool Adjudicated { get; set; }
}

/// <summary>The label of one step, or of one of its alternatives; natural key (label, step, alternative).</summary>
internal sealed class StepLabelRow
{
    public long LabelId { get; set; }

    /// <summary>0-based.</summary>
    public int Step { get; set; }

    /// <summary>0 for the solution's own step; higher numbers are other completions of the step.</summary>
    public int Alternative { get; set; }

    /// <summary>-1, 0 or 1, or a fraction (the share of completions from here that were correct); null if unrated.</summary>
    public double? Value { get; set; }

    /// <summary>True if the labeller was not sure.</summary>
    public bool Unsure { get; set; }

    /// <summary>True if the labeller flagged the step as unusable.</summary>
    public bool Flagged { get; set; }

    /// <summary>Text of an alternative; null for the solution's own step.</summary>
    public string? Text { get; set; }
}
