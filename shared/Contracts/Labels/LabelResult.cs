namespace Platform.Contracts;

/// <summary>Asks for labels: the body of <c>POST /pools/{name}/labels</c>.</summary>
/// <param name="Labeller"><c>oracle</c>: the exact oracle that knows a problem's statement.</param>
public sealed record LabelPool(string Labeller);

/// <summary>What a pool's labels are after a labelling. To repeat it changes nothing.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Solutions">Solutions in it.</param>
/// <param name="Unknown">Solutions to problems that no oracle knows; they have no labels.</param>
/// <param name="Labellers">Counts by labeller, those of earlier versions left out.</param>
public sealed record LabelResult(string Pool, int Solutions, int Unknown, IReadOnlyList<LabelCounts> Labellers);

/// <summary>The labels that one labeller gave in a pool.</summary>
/// <param name="Labeller">Its name and version, for example <c>oracle:game24-1</c>.</param>
/// <param name="Solutions">Solutions that it has labelled.</param>
/// <param name="Added">Those of them that had no labels of it before.</param>
/// <param name="Positive">Steps labelled +1.</param>
/// <param name="Neutral">Steps labelled 0.</param>
/// <param name="Negative">Steps labelled -1.</param>
/// <param name="Unrated">Steps without a label: behind the first wrong one.</param>
/// <param name="Right">Solutions of which no step is wrong and the answer is right.</param>
public sealed record LabelCounts(
    string Labeller,
    int Solutions,
    int Added,
    long Positive,
    long Neutral,
    long Negative,
    long Unrated,
    int Right
);
