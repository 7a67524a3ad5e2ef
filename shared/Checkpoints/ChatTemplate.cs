using System.Text.RegularExpressions;
using Platform.Inference;

namespace Platform.Checkpoints;

/// <summary>
/// A language model's prompt by its chat template. Templates are Jinja programs; the published layouts are recognised by
/// their special tokens, and other models need <c>--prompt</c>.
/// </summary>
internal static partial class ChatTemplate
{
    private const string Statement = SequenceTemplate.Statement;

    /// <exception cref="InvalidDataException">The layout is not known.</exception>
    public static string Prompt(CheckpointSettings settings, Tokenizer tokenizer, string directory)
    {
        if (settings.ChatTemplate is not { } template)
            return BeginToken(tokenizer, "<s>", "<|begin_of_text|>") + Statement + "\n";
        if (template.Contains("<|im_start|>"))
            return $"{System(template)}<|im_start|>user\n{Statement}<|im_end|>\n<|im_start|>assistant\n";
        if (template.Contains("<|start_header_id|>"))
            return "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n"
                + $"{Statement}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n";
        if (template.Contains("[INST]"))
            return $"<s>[INST] {Statement} [/INST]";
        throw new InvalidDataException(
            $"{directory} has a chat template of an unknown layout: give its prompt with --prompt, special tokens by name and "
                + $"{Statement} once."
        );
    }

    /// <summary>The system message that a ChatML template adds where the conversation has none.</summary>
    private static string System(string template) =>
        DefaultSystem().Match(template) is { Success: true } match
            ? $"<|im_start|>system\n{match.Groups[1].Value}<|im_end|>\n"
            : "";

    private static string BeginToken(Tokenizer tokenizer, params string[] tokens) =>
        tokenizer.Begin.Count == 0
            ? ""
            : tokens.FirstOrDefault(t => tokenizer.Cut(t) is [{ Special: { } id }] && id == tokenizer.Begin[0]) ?? "";

    [GeneratedRegex(
        @"(?:else\s*-?%\}\s*\{\{-?\s*|<\|im_start\|>system\\n)'?(You are [^'<]*?|Please reason [^'<]*?)(?:<\|im_end\|>|')"
    )]
    private static partial Regex DefaultSystem();
}
