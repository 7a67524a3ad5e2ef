using Platform.Contracts;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Formats;

/// <summary>
/// Result of one line of a file: either a problem or an error. A line may produce a problem and also errors.
/// </summary>
/// <param name="Line">1-based number of the line.</param>
/// <param name="Problem">The problem.</param>
/// <param name="Error">The error.</param>
/// <param name="Bytes">Length of the line.</param>
internal sealed record ImportRecord(int Line, ImportedProblem? Problem, ImportError? Error, int Bytes = 0);

/// <param name="Key">The problem's key within a pool: the file's id, or a hash of the statement.</param>
/// <param name="Statement">The problem's text.</param>
/// <param name="Answer">Reference answer, if the file gives one.</param>
/// <param name="Subject">Subject, if the file gives one.</param>
/// <param name="Level">Level, if the file gives one; "Level 3" and 3 are both "3".</param>
/// <param name="Solutions">Solutions in the file's order, without those that could not be read.</param>
internal sealed record ImportedProblem(
    string Key,
    string Statement,
    string? Answer,
    string? Subject,
    string? Level,
    IReadOnlyList<ImportedSolution> Solutions
);

/// <param name="Sample">Index within the problem, from the solution's place in the file.</param>
/// <param name="Steps">The steps in order; empty only if the solution in the file is empty or all reasoning.</param>
/// <param name="Answer">The final answer as given by the file; null if the file gives none.</param>
/// <param name="Finished">False if the solution is unfinished.</param>
/// <param name="Correct">The file's verdict; null if the file has none.</param>
/// <param name="Labels">Labels of its steps and of alternatives to them; null if the file has none.</param>
/// <param name="Scores">Scores that were imported with the solution.</param>
/// <param name="Model">Model that produced the solution, if the file names it.</param>
/// <param name="Reasoning">What the model thought before the solution; it has no steps and is not scored.</param>
/// <param name="Seconds">Time that the labeller took; null if the file does not say.</param>
/// <param name="Record">
/// The record's fields about problem and solution that are in none of the other properties, from <see cref="KeptFields"/>.
/// </param>
/// <param name="LabelRecord">The same for fields about the labelling.</param>
internal sealed record ImportedSolution(
    int Sample,
    IReadOnlyList<string> Steps,
    string? Answer,
    bool Finished,
    bool? Correct,
    IReadOnlyList<StepLabel>? Labels,
    IReadOnlyList<ImportedScore> Scores,
    string? Model = null,
    string? Reasoning = null,
    double? Seconds = null,
    byte[]? Record = null,
    byte[]? LabelRecord = null
);

/// <param name="ModelName">Always starts with <c>imported-</c>.</param>
/// <param name="Kind"><c>process</c> (one row per step) or <c>outcome</c> (one row).</param>
/// <param name="Classes">Names of the columns.</param>
/// <param name="Probabilities">
/// Of process models from 0 to 1; of outcome models as given by the file: finite (some reward models give logits).
/// </param>
internal sealed record ImportedScore(
    string ModelName,
    string Kind,
    IReadOnlyList<string> Classes,
    IReadOnlyList<double[]> Probabilities
);
