namespace Platform.Contracts;

/// <summary>
/// Accuracy against generated tokens. Every interval is 95 % by bootstrap over problems; differences are paired: both sides
/// on the same resamples. A problem without a solution counts as wrong.
/// </summary>
/// <param name="Problems">Problems with a reference answer, on which all searches have ended.</param>
/// <param name="Runs">The search, then those that it is compared with.</param>
/// <param name="Baseline">
/// Name of the <c>best-of-n</c> run that the curves are made of: of several, the one with the most samples; null if there is
/// none.
/// </param>
/// <param name="Curves">
/// The baseline by number of samples n, exact or estimated over all subsets of n samples; empty without a baseline.
/// </param>
/// <param name="Comparisons">Each other run against the baseline at an equal budget.</param>
/// <param name="Quintiles">The same by difficulty; empty without a baseline or with fewer than 5 problems.</param>
/// <param name="Optimal">The best choice per quintile, by cross-validation; one per budget.</param>
public sealed record SearchReport(
    int Problems,
    IReadOnlyList<SearchRun> Runs,
    string? Baseline,
    IReadOnlyList<BudgetCurve> Curves,
    IReadOnlyList<BudgetComparison> Comparisons,
    IReadOnlyList<DifficultyQuintile> Quintiles,
    IReadOnlyList<ComputeOptimal> Optimal
);

/// <summary>One search.</summary>
/// <param name="Search">Its id.</param>
/// <param name="Name">Name of its pool.</param>
/// <param name="Strategy">Its strategy.</param>
/// <param name="Beams">Beams, subtrees or solutions.</param>
/// <param name="Expansions">Continuations of each; 1 for <c>best-of-n</c>.</param>
/// <param name="Model">The reward model, as <c>name@version</c>.</param>
/// <param name="Generator">The language model.</param>
/// <param name="Tokens">Mean of tokens sampled per problem.</param>
/// <param name="Solutions">Mean of solutions per problem.</param>
/// <param name="Accuracies">
/// Accuracy of the rules <c>best</c> (highest score, ties shared), <c>weighted</c> (votes weighted by the score) and
/// <c>majority</c>; equal solutions count as often as they were drawn.
/// </param>
public sealed record SearchRun(
    Guid Search,
    string Name,
    StepSearchStrategy Strategy,
    int Beams,
    int Expansions,
    string Model,
    string? Generator,
    double Tokens,
    double Solutions,
    IReadOnlyList<RuleAccuracy> Accuracies
);

/// <summary>Accuracy of one rule that picks an answer.</summary>
/// <param name="Rule"><c>best</c>, <c>weighted</c> or <c>majority</c>.</param>
/// <param name="Accuracy">Mean over problems.</param>
public sealed record RuleAccuracy(string Rule, ValueInterval Accuracy);

/// <summary>The baseline under one rule.</summary>
/// <param name="Rule"><c>best</c>, <c>weighted</c> or <c>majority</c>.</param>
/// <param name="Points">One per number of samples.</param>
public sealed record BudgetCurve(string Rule, IReadOnlyList<BudgetPoint> Points);

/// <summary>One number of samples.</summary>
/// <param name="N">Samples per problem.</param>
/// <param name="Tokens">Expected tokens per problem: n times the mean tokens of a sample.</param>
/// <param name="Accuracy">Mean over problems.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end.</param>
public sealed record BudgetPoint(int N, double Tokens, double Accuracy, double Low, double High);

/// <summary>A run against the baseline with as many tokens.</summary>
/// <param name="Name">The run.</param>
/// <param name="Rule">The rule of the run.</param>
/// <param name="Against">The rule of the baseline.</param>
/// <param name="N">
/// Samples of the baseline: the largest number whose expected tokens do not exceed those of the run, at least 1.
/// </param>
/// <param name="Tokens">Their expected tokens per problem.</param>
/// <param name="Reached">
/// False if the baseline has too few samples to spend the run's budget; it is then compared with all its samples.
/// </param>
/// <param name="Accuracy">Accuracy of the baseline.</param>
/// <param name="Difference">Accuracy of the run minus that of the baseline, with its paired interval.</param>
public sealed record BudgetComparison(
    string Name,
    string Rule,
    string Against,
    int N,
    double Tokens,
    bool Reached,
    double Accuracy,
    ValueInterval Difference
);

/// <summary>A fifth of the problems, by the share of the baseline's samples that are right (Snell et al., 2024).</summary>
/// <param name="Quintile">1 (easiest) to 5.</param>
/// <param name="Problems">Its problems.</param>
/// <param name="PassRate">Mean share of right samples.</param>
/// <param name="Cells">Accuracies at the budget of each run.</param>
public sealed record DifficultyQuintile(int Quintile, int Problems, double PassRate, IReadOnlyList<QuintileCell> Cells);

/// <summary>A way to spend a budget, on one quintile.</summary>
/// <param name="Budget">The run whose tokens are the budget.</param>
/// <param name="Way">The run itself or the baseline, and the rule: <c>mine-beam best</c>, <c>mine-samples weighted</c>.</param>
/// <param name="Accuracy">Mean over the quintile's problems.</param>
public sealed record QuintileCell(string Budget, string Way, ValueInterval Accuracy);

/// <summary>
/// What is gained by choosing the best way for each quintile. The choice is made on one half of the problems and measured on
/// the other, both ways (two-fold cross-validation, as in Snell et al., 2024). The quintiles themselves use the reference
/// answers.
/// </summary>
/// <param name="Budget">The run whose tokens are the budget.</param>
/// <param name="Accuracy">Accuracy with the choice per quintile.</param>
/// <param name="Single">The one way with the highest accuracy on all problems.</param>
/// <param name="SingleAccuracy">Its accuracy.</param>
/// <param name="Choices">The best way of each quintile on all its problems, from the easiest.</param>
public sealed record ComputeOptimal(
    string Budget,
    ValueInterval Accuracy,
    string Single,
    double SingleAccuracy,
    IReadOnlyList<string> Choices
);
