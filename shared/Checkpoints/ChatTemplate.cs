using System.Text.RegularExpressions;
using Platform.Inference;

namespace Platform.Checkpoints;

/// <summary>
/// A language model's prompt by its chat template. Templates are Jinja programs, which are not run: the published layouts are
/// recognised by the texts that they hold, and for other layouts a preset has to be named.
/// </summary>
internal static partial class ChatTemplate
{
    private const string Think = "<think>\n";

    /// <summary>The prompt of a preset, or of the checkpoint's own template.</summary>
    /// <param name="settings">Template and begin token.</param>
    /// <param name="tokenizer">Must have the special tokens of the prompt.</param>
    /// <param name="preset">One of <see cref="ChatPreset.Names"/>; null: by the template, or none if there is no template.</param>
    /// <param name="directory">Names the checkpoint in errors.</param>
    /// <exception cref="InvalidDataException">
    /// The preset or the layout is not known, or the tokenizer lacks a token of it; the message says which.
    /// </exception>
    public static string Prompt(CheckpointSettings settings, Tokenizer tokenizer, string? preset, string directory)
    {
        preset ??= settings.ChatTemplate is null ? ChatPreset.None : null;
        if (preset == ChatPreset.None)
        {
            return Begin(settings, tokenizer) + SequenceTemplate.Statement + "\n";
        }

        var prompt = preset is null
            ? Recognise(settings)
                ?? throw new InvalidDataException(
                    $"{directory} has a chat template of an unknown layout: name its layout with --chat-template "
                        + $"({string.Join(", ", ChatPreset.Names)}), or give the prompt with --prompt, special tokens by name and "
                        + $"{SequenceTemplate.Statement} once."
                )
            : ChatPreset.Find(preset)?.Prompt
                ?? throw new InvalidDataException(
                    $"There is no chat template '{preset}'; these are: {string.Join(", ", ChatPreset.Names)}."
                );
        foreach (var token in SpecialToken().Matches(prompt).Select(match => match.Value))
        {
            if (tokenizer.Cut(token) is not [{ Special: not null }])
            {
                throw new InvalidDataException(
                    $"{directory} has no special token {token}, which its prompt needs: name another layout with --chat-template, or "
                        + "give the prompt with --prompt."
                );
            }
        }

        return prompt;
    }

    /// <summary>The prompt of a template of a known layout; null if it is of another.</summary>
    public static string? Recognise(CheckpointSettings settings)
    {
        var template = settings.ChatTemplate!;
        if (template.Contains("<|start_header_id|>") && template.Contains("<|eot_id|>"))
        {
            return ChatPreset
                .Find(template.Contains("Cutting Knowledge Date: December 2023") ? "llama3.1" : "llama3")!
                .Prompt;
        }

        if (AssistantTurn().IsMatch(template) && template.Contains("<|im_end|>"))
        {
            var system = DefaultSystem().Match(template);
            return ChatPreset.ChatMl(
                template.Contains("bos_token") ? settings.BeginToken ?? "" : "",
                system.Success ? Unescape(system.Groups["text"].Value) : null,
                Thinking().IsMatch(template) ? Think : ""
            );
        }
        // A template that adds a system message of its own to the user's turn is of another layout.
        if (UserTurn().Match(template) is { Success: true } turn && !SystemOfItsOwn().IsMatch(template))
        {
            return ChatPreset.Instruct(
                template.Contains("bos_token") || template.Contains("<s>") ? settings.BeginToken ?? "<s>" : "",
                turn.Groups["open"].Value,
                turn.Groups["close"].Value
            );
        }

        return null;
    }

    /// <summary>The token that the tokenizer puts before a text; empty for most.</summary>
    private static string Begin(CheckpointSettings settings, Tokenizer tokenizer) =>
        tokenizer.Begin.Count == 0
            ? ""
            : new[] { settings.BeginToken, "<s>", "<|begin_of_text|>" }
                .OfType<string>()
                .FirstOrDefault(t => tokenizer.Cut(t) is [{ Special: { } id }] && id == tokenizer.Begin[0])
            ?? "";

    /// <summary>The text of a literal of Jinja.</summary>
    private static string Unescape(string literal) =>
        Escape().Replace(literal, match => match.Groups[1].Value == "n" ? "\n" : match.Groups[1].Value);

    [GeneratedRegex(@"<\|[^|<>]+\|>|<s>")]
    private static partial Regex SpecialToken();

    /// <summary>A literal line feed or its escape ends the name of a role.</summary>
    [GeneratedRegex(@"<\|im_start\|>assistant(?:\\n|\n)")]
    private static partial Regex AssistantTurn();

    /// <summary>The system message that a ChatML template adds where the conversation has none: it is one literal.</summary>
    [GeneratedRegex(
        @"<\|im_start\|>system(?:\\n|\n)(?<text>(?:(?!<\|im_|\{\{|\}\}|\{%|%\}|['""]\s*\+).)+)<\|im_end\|>",
        RegexOptions.Singleline
    )]
    private static partial Regex DefaultSystem();

    /// <summary>The answer of a model that always reasons begins within its reasoning.</summary>
    [GeneratedRegex(@"<\|im_start\|>assistant(?:\\n|\n)<think>(?:\\n|\n)['""]")]
    private static partial Regex Thinking();

    /// <summary>The user's turn without a system message: <c>'[INST] ' + message['content'] + ' [/INST]'</c>.</summary>
    [GeneratedRegex(
        @"(['""])(?:<s>)?(?<open>\s?\[INST\]\s?)\1\s*\+\s*(?:message\[(['""])content\2\]|message\.content|content)"
            + @"(?:\.strip\(\)|\s*\|\s*trim)?\s*\+\s*(['""])(?<close>\s?\[/INST\])\3"
    )]
    private static partial Regex UserTurn();

    [GeneratedRegex(@"set\s+(?:default_)?system_message\s*=\s*(['""])[^'""]")]
    private static partial Regex SystemOfItsOwn();

    [GeneratedRegex(@"\\(.)", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
