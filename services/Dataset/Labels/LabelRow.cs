namespace Platform.Dataset.Labels;

/// <summary>How one labeller rates one solution; natural key (solution, labeller, generation).</summary>
internal sealed class LabelRow
{
    /// <summary>The labeller of ratings that came with an imported file.</summary>
    public const string File = "file";

    public long SolutionId { get; set; }

    /// <summary><see cref="File"/>, or who judged and in which version: <c>oracle:synthetic-1</c>.</summary>
    public required string Labeller { get; set; }

    /// <summary>Round of labelling; 0 is the first.</summary>
    public int Generation { get; set; }

    /// <summary>-1, 0 or +1 a step in the solution's order, null where unrated.</summary>
    public required short?[] Labels { get; set; }

    /// <summary>The labeller's verdict on the whole solution (an oracle's: every step passes); null: it gives none.</summary>
    public bool? Outcome { get; set; }
}
