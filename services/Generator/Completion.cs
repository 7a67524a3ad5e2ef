using Platform.Contracts;
using Platform.Kernels.Steps;

namespace Platform.Generator;

/// <summary>From a server's choice to a solution.</summary>
internal static class Completion
{
    /// <summary>The text of a choice; null where it has none (a refusal, a tool call).</summary>
    public static string? Text(CompletionChoice choice) =>
        choice.Message is { } message ? message.Content : choice.Text;

    public static GeneratedSolution Solution(int sample, string text, string? finishReason, SampleSource source)
    {
        // The database keeps no NUL; no step means it.
        text = text.Replace('\0', '\uFFFD');
        var steps = source.Split == StepSplit.BlankLine ? StepSplitting.ByBlankLine(text) : StepSplitting.ByLine(text);
        // Servers that stop for any other reason call it stop, eos, stop_sequence or nothing at all.
        var cut = finishReason is "length" or "max_tokens" or "content_filter";
        return new GeneratedSolution(sample, steps, !cut && steps.Count > 0, source);
    }
}
