using Platform.Contracts;

namespace Platform.Dataset.Evaluations;

/// <summary>Which problems of an evaluation to show, by what strategies pick on them.</summary>
/// <param name="Right">Only problems on which this strategy is right; null for any.</param>
/// <param name="Wrong">Only problems on which this strategy is wrong; null for any.</param>
internal sealed record PickFilter(string? Right, string? Wrong)
{
    /// <summary>A strategy that the evaluation does not have; null if it has both.</summary>
    public string? Unknown(EvaluationPicks picks) =>
        new[] { Right, Wrong }.FirstOrDefault(s => s is not null && !picks.Strategies.Contains(s));

    /// <summary>
    /// The problems that fit, in their order. A pick that depends on a tie of right and wrong ones is neither right nor wrong.
    /// </summary>
    public IEnumerable<ProblemPicks> Of(EvaluationPicks picks)
    {
        int? right = Right is null ? null : PickChance.Index(picks, Right);
        int? wrong = Wrong is null ? null : PickChance.Index(picks, Wrong);
        return picks.Problems.Where(p =>
            (right is not { } r || PickChance.IsRight(p.Right[r]))
            && (wrong is not { } w || PickChance.IsWrong(p.Right[w]))
        );
    }
}
