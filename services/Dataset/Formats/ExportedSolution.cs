using System.Text.Json;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Formats;

/// <summary>A solution as the formats' writers get it.</summary>
/// <param name="Problem">Its problem.</param>
/// <param name="Sample">Index within the problem.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Reasoning">What the model thought before the solution.</param>
/// <param name="Answer">The final answer, given or extracted.</param>
/// <param name="AnswerIsGiven">True if a file gave the answer.</param>
/// <param name="Finished">False if the solution is unfinished.</param>
/// <param name="Correct">The verdict; null if the solution was not graded.</param>
/// <param name="VerdictIsGiven">True if a file gave the verdict.</param>
/// <param name="Model">Model that produced the solution, if known.</param>
/// <param name="Record">The kept fields by format; undefined if there are none.</param>
/// <param name="Labels">One labeller's labels; null if there are none.</param>
/// <param name="Scores">Scores of the models that the export names.</param>
internal sealed record ExportedSolution(
    ExportedProblem Problem,
    int Sample,
    IReadOnlyList<string> Steps,
    string? Reasoning,
    string? Answer,
    bool AnswerIsGiven,
    bool Finished,
    bool? Correct,
    bool VerdictIsGiven,
    string? Model,
    JsonElement Record,
    ExportedLabels? Labels,
    IReadOnlyList<ImportedScore> Scores
)
{
    /// <summary>An id that is unique within the pool.</summary>
    public string Id => Sample == 0 ? Problem.Key : $"{Problem.Key}-{Sample}";

    /// <summary>Returns the kept fields of a format; undefined if the solution was not imported in it.</summary>
    public JsonElement Kept(string format) => RecordWriter.Member(Record, format);

    /// <summary>Returns the values of the solution's own steps; null for an unlabelled step.</summary>
    public double?[] OwnLabels()
    {
        var values = new double?[Steps.Count];
        foreach (var label in Labels?.Steps ?? [])
        {
            if (label.Alternative == 0 && label.Step < values.Length)
            {
                values[label.Step] = label.Value;
            }
        }

        return values;
    }
}

/// <param name="Key">Key within the pool.</param>
/// <param name="Statement">The problem's text.</param>
/// <param name="Answer">Reference answer.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Level">Level.</param>
internal sealed record ExportedProblem(string Key, string Statement, string? Answer, string? Subject, string? Level);

/// <param name="Labeller">The labeller, with its version if it has one.</param>
/// <param name="Generation">Generation of the labels.</param>
/// <param name="Seconds">Time that the labeller took.</param>
/// <param name="Record">The kept fields by format; undefined if there are none.</param>
/// <param name="Steps">Labels by step and alternative.</param>
/// <param name="Fractions">True if the values are fractions from 0 to 1; 0 is then not neutral.</param>
internal sealed record ExportedLabels(
    string Labeller,
    int Generation,
    double? Seconds,
    JsonElement Record,
    IReadOnlyList<StepLabel> Steps,
    bool Fractions = false
)
{
    /// <summary>Returns the kept fields of a format; undefined if the labels were not imported in it.</summary>
    public JsonElement Kept(string format) => RecordWriter.Member(Record, format);
}
