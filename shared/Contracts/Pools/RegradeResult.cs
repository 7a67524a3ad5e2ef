namespace Platform.Contracts;

/// <summary>What judging a pool's answers anew brought: <c>POST /pools/{name}/regrade</c>.</summary>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Grader">Policy and version of the grader, as it is stored with every verdict.</param>
/// <param name="DryRun">Nothing was stored.</param>
/// <param name="Solutions">Solutions in the pool.</param>
/// <param name="Judged">Those whose problem has a reference answer; the others keep their verdict.</param>
/// <param name="ChangeCount">Verdicts that are different now.</param>
/// <param name="Changes">The first 1,000 of them.</param>
/// <param name="DisagreementCount">Answers on which the policies <c>prm800k</c> and <c>mathematical</c> disagree.</param>
/// <param name="Disagreements">The first 1,000 of them.</param>
public sealed record RegradeResult(
    string Pool,
    string Grader,
    bool DryRun,
    int Solutions,
    int Judged,
    int ChangeCount,
    IReadOnlyList<VerdictChange> Changes,
    int DisagreementCount,
    IReadOnlyList<PolicyDisagreement> Disagreements
);

/// <summary>A verdict that changed.</summary>
/// <param name="Problem">Key of the problem.</param>
/// <param name="Sample">Sample of the solution.</param>
/// <param name="Given">The solution's answer; null: it has none.</param>
/// <param name="Truth">The reference answer.</param>
/// <param name="Was">The verdict before; null: none.</param>
/// <param name="By">Who gave it.</param>
/// <param name="Is">The verdict now.</param>
/// <param name="Reason">Why, in the grader's words.</param>
public sealed record VerdictChange(
    string Problem,
    int Sample,
    string? Given,
    string Truth,
    bool? Was,
    string? By,
    bool Is,
    string Reason
);

/// <summary>An answer that one policy takes for right and the other for wrong.</summary>
/// <param name="Problem">Key of the problem.</param>
/// <param name="Sample">Sample of the solution.</param>
/// <param name="Given">The solution's answer.</param>
/// <param name="Truth">The reference answer.</param>
/// <param name="Prm800k">The verdict of the policy <c>prm800k</c>.</param>
/// <param name="Mathematical">The verdict of the policy <c>mathematical</c>.</param>
public sealed record PolicyDisagreement(
    string Problem,
    int Sample,
    string? Given,
    string Truth,
    bool Prm800k,
    bool Mathematical
);
