using Platform.Inference;

namespace Platform.Checkpoints;

/// <summary>A published layout of chats: the prompt for one user message that asks for the assistant's answer.</summary>
/// <param name="Name">Its name, for <c>--chat-template</c>.</param>
/// <param name="Prompt">The prompt, special tokens by name and <c>{statement}</c> once.</param>
/// <remarks>Sources: the model cards and chat templates of the models that <see cref="All"/> names.</remarks>
public sealed record ChatPreset(string Name, string Prompt)
{
    /// <summary>Name of the layout without a chat: the problem on a line, after the tokenizer's begin token if it has one.</summary>
    public const string None = "none";

    private const string Statement = SequenceTemplate.Statement;

    /// <summary>All layouts of chats.</summary>
    public static IReadOnlyList<ChatPreset> All { get; } =
    [
        new("chatml", ChatMl()),
        new("qwen2", ChatMl(system: "You are a helpful assistant.")),
        new("qwen2.5", ChatMl(system: "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.")),
        new("qwen2.5-math", ChatMl(system: @"Please reason step by step, and put your final answer within \boxed{}.")),
        new("qwen3", ChatMl()),
        new("llama2", Instruct("<s>", "[INST] ", " [/INST]")),
        new("llama3", $"<|begin_of_text|>{Llama3Turns}"),
        new(
            "llama3.1",
            "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nCutting Knowledge Date: December 2023\n"
                + $"Today Date: 26 Jul 2024\n\n<|eot_id|>{Llama3Turns}"
        ),
        new("mistral", Instruct("<s>", "[INST] ", " [/INST]")),
        new("mistral-v3", Instruct("<s>", "[INST] ", "[/INST]")),
        new("mistral-tekken", Instruct("<s>", "[INST]", "[/INST]")),
    ];

    private const string Llama3Turns =
        $"<|start_header_id|>user<|end_header_id|>\n\n{Statement}<|eot_id|>"
        + "<|start_header_id|>assistant<|end_header_id|>\n\n";

    /// <summary>Every name that <c>--chat-template</c> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(preset => preset.Name), None];

    /// <summary>Finds a layout by name; returns null for an unknown name.</summary>
    public static ChatPreset? Find(string name) => All.FirstOrDefault(preset => preset.Name == name);

    /// <summary>Turns between <c>&lt;|im_start|&gt;</c> and <c>&lt;|im_end|&gt;</c>.</summary>
    internal static string ChatMl(string begin = "", string? system = null, string answer = "") =>
        begin
        + (system is null ? "" : $"<|im_start|>system\n{system}<|im_end|>\n")
        + $"<|im_start|>user\n{Statement}<|im_end|>\n<|im_start|>assistant\n{answer}";

    /// <summary>The user's turn between <c>[INST]</c> and <c>[/INST]</c>, with the blanks that the model was trained with.</summary>
    internal static string Instruct(string begin, string open, string close) => $"{begin}{open}{Statement}{close}";
}
