using Platform.Contracts;
using Platform.Grading;

namespace Platform.Generator;

/// <summary>Converts completions to solutions.</summary>
internal static class Completion
{
    /// <summary>The text of a prefix, which the model continues.</summary>
    public static string Prefix(IReadOnlyList<string>? steps, StepSplit split) =>
        string.Concat((steps ?? []).Select(step => step + Separator(split)));

    /// <summary>What ends a step.</summary>
    public static string Separator(StepSplit split) => split == StepSplit.BlankLine ? "\n\n" : "\n";

    /// <summary>The text without the prompt, which some servers of plain completions repeat.</summary>
    public static string WithoutPrompt(string text, string? prompt) =>
        prompt is { Length: > 0 } && text.StartsWith(prompt, StringComparison.Ordinal) ? text[prompt.Length..] : text;

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
        var written = StepSplitting.Split(solution, source.Split == StepSplit.BlankLine);
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
