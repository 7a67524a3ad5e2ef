namespace Platform.Contracts;

/// <summary>Result of grading a pool's answers again: <c>POST /pools/{name}/regrade</c>.</summary>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Grader">Policy and version of the grader, as it is stored with every verdict.</param>
/// <param name="DryRun">True if nothing was stored.</param>
/// <param name="Solutions">Solutions in the pool.</param>
/// <param name="Judged">Solutions whose problem has a reference answer; the others keep their verdict.</param>
/// <param name="ChangeCount">Number of verdicts that changed.</param>
/// <param name="Changes">The first 1,000 of them.</param>
/// <param name="DisagreementCount">
/// Number of answers on which the policies <c>prm800k</c> and <c>mathematical</c> disagree.
/// </param>
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
/// <param name="Given">The solution's answer; null if it has none.</param>
/// <param name="Truth">The reference answer.</param>
/// <param name="Was">The previous verdict; null if there was none.</param>
/// <param name="By">Source of the previous verdict.</param>
/// <param name="Is">The new verdict.</param>
/// <param name="Reason">The grader's reason.</param>
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

/// <summary>An answer that one policy grades correct and the other incorrect.</summary>
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
