namespace Platform.Contracts;

/// <summary>A pool's labels after a labelling run. Repeating the run changes nothing.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Solutions">Solutions in it.</param>
/// <param name="Unknown">Solutions to problems that no oracle recognises; they have no labels.</param>
/// <param name="Labellers">Counts by labeller, excluding earlier versions.</param>
/// <param name="Tokens">Tokens sampled for labels by rollouts; null for other supervisors.</param>
/// <param name="Quality">Comparison with the exact oracle, where it was asked for.</param>
public sealed record LabelResult(
    string Pool,
    int Solutions,
    int Unknown,
    IReadOnlyList<LabelCounts> Labellers,
    long? Tokens = null,
    LabelQuality? Quality = null
);

/// <summary>Asks for labels: the body of <c>POST /pools/{name}/labels</c>.</summary>
/// <param name="Labeller"><c>oracle</c>: the exact oracle that recognises a problem's statement.</param>
public sealed record LabelPool(string Labeller);

/// <summary>Counts of one labeller's labels in a pool.</summary>
/// <param name="Labeller">Its name and version, for example <c>oracle:game24-1</c>.</param>
/// <param name="Solutions">Solutions that it has labelled.</param>
/// <param name="Added">Solutions among these that had no labels from it before.</param>
/// <param name="Positive">Steps labelled +1.</param>
/// <param name="Neutral">Steps labelled 0.</param>
/// <param name="Negative">Steps labelled -1.</param>
/// <param name="Unrated">Steps without a label, after the first wrong one.</param>
/// <param name="Right">Solutions with no wrong step and a correct answer.</param>
/// <param name="Fractions">Steps labelled with a fraction; the fractions 0 and 1 of rollouts are among them.</param>
public sealed record LabelCounts(
    string Labeller,
    int Solutions,
    int Added,
    long Positive,
    long Neutral,
    long Negative,
    long Unrated,
    int Right,
    long Fractions = 0
);
