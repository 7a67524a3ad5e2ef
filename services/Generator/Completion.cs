using Platform.Contracts;
using Platform.Grading;

namespace Platform.Generator;

/// <summary>Converts completions to solutions.</summary>
internal static class Completion
{
    /// <summary>The text of a prefix, which the model continues.</summary>
    public static string Prefix(IReadOnlyList<string>? steps, StepSplit split)
    {
        string end = split == StepSplit.BlankLine ? "\n\n" : "\n";
        return string.Concat((steps ?? []).Select(step => step + end));
    }

    /// <param name="sample">Index within the problem.</param>
    /// <param name="prefix">Steps that the text continues.</param>
    /// <param name="text">The text that the model generated.</param>
    /// <param name="finishReason">Why the model stopped.</param>
    /// <param name="source">The server and model that generated the text.</param>
    /// <param name="reasoning">What the server returned apart from the text.</param>
    public static GeneratedSolution Solution(
        int sample,
        IReadOnlyList<string>? prefix,
        string text,
        string? finishReason,
        SampleSource source,
        string? reasoning = null
    )
    {
        // A model may generate NUL, which Dataset rejects in any text.
        var (thought, solution) = ReasonedText.Split(WithoutNul(text));
        var written =
            source.Split == StepSplit.BlankLine ? StepSplitting.ByBlankLine(solution) : StepSplitting.ByLine(solution);
        IReadOnlyList<string> steps = prefix is null ? written : [.. prefix, .. written];
        string[] thoughts = [.. new[] { reasoning is null ? null : WithoutNul(reasoning), thought }.OfType<string>()];
        var finished = !FinishReasons.IsCut(finishReason) && (steps.Count > 0 || thoughts.Length > 0);
        return new GeneratedSolution(
            sample,
            steps,
            finished,
            source,
            thoughts.Length > 0 ? string.Join('\n', thoughts) : null
        );
    }

    private static string WithoutNul(string text) => text.Replace('\0', '\uFFFD');
}
