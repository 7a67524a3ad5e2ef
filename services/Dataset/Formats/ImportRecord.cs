using Platform.Contracts;

namespace Platform.Dataset.Formats;

/// <summary>What one line of a file gave: exactly one of the two is present. A line may give a problem and errors beside it.</summary>
internal sealed record ImportRecord(int Line, ImportedProblem? Problem, ImportError? Error);

/// <param name="Key">The problem's key within a pool: the file's own id, else a hash of the statement.</param>
/// <param name="Statement">The problem's text.</param>
/// <param name="Answer">Reference answer, if the file gives one.</param>
/// <param name="Subject">If the file gives one.</param>
/// <param name="Level">If the file gives one; "Level 3" and 3 are both "3".</param>
/// <param name="Solutions">In the file's order; without those that could not be read.</param>
internal sealed record ImportedProblem(
    string Key,
    string Statement,
    string? Answer,
    string? Subject,
    string? Level,
    IReadOnlyList<ImportedSolution> Solutions
);

/// <param name="Sample">Index within the problem, from the solution's place in the file.</param>
/// <param name="Steps">The steps in order; none only where the file holds an empty solution.</param>
/// <param name="Answer">The final answer as the file gives it; null: the file does not say.</param>
/// <param name="Finished">False where the solution did not reach its end.</param>
/// <param name="Correct">The file's own verdict; null: the file does not judge.</param>
/// <param name="StepLabels">A label (1, 0, -1, or null for unlabelled) a step, or null when the file has none.</param>
/// <param name="Scores">Scores that came with the solution.</param>
/// <param name="Model">What made the solution, if the file says so.</param>
internal sealed record ImportedSolution(
    int Sample,
    IReadOnlyList<string> Steps,
    string? Answer,
    bool Finished,
    bool? Correct,
    IReadOnlyList<int?>? StepLabels,
    IReadOnlyList<ImportedScore> Scores,
    string? Model = null
);

/// <param name="ModelName">Always begins with <c>imported-</c>.</param>
/// <param name="Kind"><c>process</c> (a row a step) or <c>outcome</c> (one row).</param>
/// <param name="Classes">Names of the columns.</param>
/// <param name="Probabilities">As the file gives them: finite, not necessarily in [0, 1] (some reward models give logits).</param>
internal sealed record ImportedScore(
    string ModelName,
    string Kind,
    IReadOnlyList<string> Classes,
    IReadOnlyList<double[]> Probabilities
);
