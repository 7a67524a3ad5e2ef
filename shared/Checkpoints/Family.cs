using Platform.Contracts;
using Platform.Inference;

namespace Platform.Checkpoints;

/// <summary>How a kind of published reward models is used: its classes, its template, and where its scores are read.</summary>
/// <param name="Name">Its name, for <c>--family</c>.</param>
/// <param name="Kind"><c>process</c> or <c>outcome</c>.</param>
/// <param name="Classes">Names of the output's columns, in their order.</param>
/// <param name="Read">As <see cref="RewardModelManifest.Read"/>.</param>
/// <param name="Head">As <see cref="ManifestHead.Kind"/>.</param>
/// <param name="Template">The template with the tokenizer's ids.</param>
/// <param name="Labels">Texts whose tokens' logits are the classes' logits; null: the checkpoint has a head of its own.</param>
/// <remarks>
/// Sources: the model cards and inference scripts of Qwen2.5-Math-PRM, Math-Shepherd, RLHFlow's PRMs, Skywork-o1-Open-PRM,
/// TRL's <c>PRMTrainer</c> and ReasonEval.
/// </remarks>
public sealed record Family(
    string Name,
    string Kind,
    IReadOnlyList<string> Classes,
    string Read,
    string Head,
    Func<CheckpointTokens, ManifestTemplate> Template,
    IReadOnlyList<string>? Labels = null
)
{
    private const string Statement = SequenceTemplate.Statement;
    private const string Step = SequenceTemplate.Step;
    private static readonly string[] TwoClasses = ["negative", "positive"];

    /// <summary>All families.</summary>
    public static IReadOnlyList<Family> All { get; } =
    [
        new(
            "qwen2.5-math-prm",
            ModelKind.Process,
            TwoClasses,
            "separator",
            "softmax",
            tokens =>
                new(
                    [
                        Text(
                            "<|im_start|>system\nPlease reason step by step, and put your final answer within \\boxed{}.<|im_end|>\n"
                                + $"<|im_start|>user\n{Statement}<|im_end|>\n<|im_start|>assistant\n"
                        ),
                    ],
                    null,
                    [Text(Step)],
                    [tokens.Special("<extra_0>")],
                    null,
                    null,
                    [Text("<|im_end|>\n")]
                )
        ),
        new(
            "math-shepherd",
            ModelKind.Process,
            ["positive", "negative"],
            "separator",
            "softmax",
            tokens =>
                new(
                    [.. tokens.Begin, Text(Statement)],
                    null,
                    [Text($"{Step} ки")],
                    [tokens.Last("ки")],
                    null,
                    [Text("\n")],
                    null,
                    Joined: true
                ),
            ["+", "-"]
        ),
        new(
            "rlhflow-llama3",
            ModelKind.Process,
            ["positive", "negative"],
            "beforeLabel",
            "softmax",
            tokens =>
                new(
                    [
                        Text(
                            "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nCutting Knowledge Date: December 2023\n"
                                + "Today Date: 26 Jul 2024\n\n<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n"
                                + Statement
                        ),
                    ],
                    [Text($" {Step}"), Text(AssistantTurn)],
                    [Text($"<|start_header_id|>user<|end_header_id|>\n\n{Step}"), Text(AssistantTurn)],
                    [tokens.Last("+"), tokens.Special("<|eot_id|>")],
                    null,
                    null,
                    null
                ),
            ["+", "-"]
        ),
        new(
            "skywork-prm",
            ModelKind.Process,
            ["positive"],
            "separator",
            "sigmoid",
            tokens =>
                new(
                    [.. tokens.Begin, Text($"{Statement}\n")],
                    null,
                    [Text(Step)],
                    [tokens.Last("\n")],
                    null,
                    null,
                    null
                )
        ),
        new(
            "trl-prm",
            ModelKind.Process,
            TwoClasses,
            "separator",
            "softmax",
            tokens => new([.. tokens.Begin, Text(Statement)], null, [Text(Step)], tokens.Ids("\n"), null, null, null)
        ),
        new(
            "reasoneval",
            ModelKind.Process,
            ["negative", "neutral", "positive"],
            "stepEnd",
            "softmax",
            tokens =>
                new(
                    [.. tokens.Begin, Text($"Question:\n{Statement}\nAnswer:\nLet's think step by step.\n")],
                    null,
                    [Text(Step)],
                    [],
                    null,
                    null,
                    null
                )
        ),
        new(
            "sequence-classification",
            ModelKind.Outcome,
            ["positive"],
            "last",
            "sigmoid",
            tokens => new([.. tokens.Begin, Text($"{Statement}\n")], null, [Text($"{Step}\n")], [], null, null, null)
        ),
    ];

    private const string AssistantTurn = "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n";

    /// <summary>Finds the family of a checkpoint with its own head; returns null for an unknown architecture.</summary>
    /// <param name="architecture">The first of <c>architectures</c> in <c>config.json</c>.</param>
    /// <param name="hasValueHead">Whether it holds <c>v_head</c>.</param>
    /// <param name="hasScoreHead">Whether it holds <c>score_head</c>.</param>
    public static Family? Of(string architecture, bool hasValueHead, bool hasScoreHead) =>
        hasValueHead ? Find("skywork-prm")
        : hasScoreHead ? Find("reasoneval")
        : architecture.EndsWith("ForProcessRewardModel", StringComparison.Ordinal) ? Find("qwen2.5-math-prm")
        : architecture.EndsWith("ForTokenClassification", StringComparison.Ordinal) ? Find("trl-prm")
        : architecture.EndsWith("ForSequenceClassification", StringComparison.Ordinal) ? Find("sequence-classification")
        : null;

    /// <summary>Finds a family by name; returns null for an unknown name.</summary>
    public static Family? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    private static TemplatePiece Text(string text) => new(text, null);
}
