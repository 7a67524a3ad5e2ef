using Platform.Contracts;
using Platform.Grading;

namespace Platform.Generator;

/// <summary>Converts completions to solutions.</summary>
internal static class Completion
{
    /// <summary>The text of a choice; null where it has none (a refusal, a tool call).</summary>
    public static string? Text(CompletionChoice choice) =>
        choice.Message is { } message ? message.Content : choice.Text;

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
    public static GeneratedSolution Solution(
        int sample,
        IReadOnlyList<string>? prefix,
        string text,
        string? finishReason,
        SampleSource source
    )
    {
        // A model may generate NUL, which Dataset rejects in any text.
        text = text.Replace('\0', '\uFFFD');
        var written =
            source.Split == StepSplit.BlankLine ? StepSplitting.ByBlankLine(text) : StepSplitting.ByLine(text);
        // For any other reason, servers report stop, eos, stop_sequence or nothing at all.
        var cut = finishReason is "length" or "max_tokens" or "content_filter";
        IReadOnlyList<string> steps = prefix is null ? written : [.. prefix, .. written];
        return new GeneratedSolution(sample, steps, !cut && steps.Count > 0, source);
    }
}
