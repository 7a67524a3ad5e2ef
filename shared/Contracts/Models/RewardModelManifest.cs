namespace Platform.Contracts;

/// <summary>
/// Manifest of a reward model's directory: <c>reward-model.json</c>, camel case. <c>models/README.md</c> has an example for
/// every family of published reward models.
/// </summary>
/// <param name="Name">Letters, digits, '.', '_' and '-'.</param>
/// <param name="Kind"><c>process</c> (one score per step) or <c>outcome</c> (one score per solution).</param>
/// <param name="Classes">
/// Names of the probability columns, from <c>negative</c>, <c>neutral</c>, <c>positive</c>, in the order of the model's
/// output. A model with a single value has only the class <c>positive</c>; P(negative) = 1 - P(positive) is implied.
/// </param>
/// <param name="Description">Human-readable description; optional.</param>
/// <param name="Model">File name of the ONNX graph; <c>model.onnx</c> if absent.</param>
/// <param name="MaximumTokens">Maximum sequence length in tokens; a longer solution fails and is never truncated.</param>
/// <param name="Tokenizer">How text is converted to token ids.</param>
/// <param name="Template">How a problem and its steps are combined into one sequence.</param>
/// <param name="Read">
/// Where a step's score is read: <c>separator</c> (the last id of its separator), <c>stepEnd</c> (the last token of the
/// piece that contains the step), <c>beforeLabel</c> (the token that predicts the separator's first id, if the separator is
/// a label token), or, for outcome models, <c>last</c> (the last token of the sequence) and <c>pooled</c> (the output has no
/// sequence dimension). An outcome model with a step position is read at its last step.
/// </param>
/// <param name="Head">How the output is converted to probabilities.</param>
/// <param name="Inputs">Names of the graph's inputs; only <c>input_ids</c> if absent.</param>
/// <param name="Output">Name of the output that contains the scores.</param>
/// <param name="Golden">
/// Self-test: a solution with the probabilities that the model must produce; checked whenever the model is loaded.
/// </param>
/// <param name="Half">Graphs that compute in 16 bits, the preferred one first; absent: none.</param>
/// <param name="Remote">
/// The server that runs the model. The directory then has no graph, and the fields about the graph (<c>model</c>,
/// <c>inputs</c>, <c>output</c>, <c>half</c>) are absent. Absent: the model runs in the scorer.
/// </param>
public sealed record RewardModelManifest(
    string Name,
    string Kind,
    IReadOnlyList<string> Classes,
    string? Description,
    string? Model,
    int MaximumTokens,
    ManifestTokenizer Tokenizer,
    ManifestTemplate Template,
    string Read,
    ManifestHead Head,
    ManifestInputs? Inputs,
    string Output,
    GoldenExample Golden,
    IReadOnlyList<HalfGraph>? Half = null,
    RemoteModel? Remote = null
);

/// <summary>How text is converted to token ids.</summary>
/// <param name="Kind">
/// <c>bytes</c> (one token per UTF-8 byte), <c>pieces</c> (tokens for integers and frequent texts, bytes for the rest) or
/// <c>huggingFace</c> (a <c>tokenizer.json</c>).
/// </param>
/// <param name="Pad">Id that pads the shorter rows of a batch on the right.</param>
/// <param name="File"><c>huggingFace</c>: file name; <c>tokenizer.json</c> if absent.</param>
/// <param name="Vocabulary"><c>bytes</c>: number of ids; a byte with a larger id is an error for that solution.</param>
/// <param name="Offset"><c>bytes</c>: id of byte 0; 0 if absent.</param>
/// <param name="Reserved"><c>bytes</c>: ids that no text may produce (padding, begin, end).</param>
/// <param name="LargestNumber">
/// <c>pieces</c>: an integer from 0 to this value, written without leading zeros and not part of a longer run of digits, has
/// the id offset + 256 + integer.
/// </param>
/// <param name="Pieces">
/// <c>pieces</c>: texts without digits; the k-th has the id offset + 256 + largestNumber + 1 + k. Between two runs of
/// digits, the longest matching piece is taken first, from left to right; text that no piece covers becomes bytes: offset +
/// byte.
/// </param>
public sealed record ManifestTokenizer(
    string Kind,
    int Pad,
    string? File,
    int? Vocabulary,
    int? Offset,
    IReadOnlyList<int>? Reserved,
    int? LargestNumber = null,
    IReadOnlyList<string>? Pieces = null
);

/// <summary>
/// The sequence: <c>Prefix</c>, then for each step <c>Step</c> and <c>Separator</c>, with <c>Between</c> between two steps,
/// then <c>Suffix</c>. Every piece is tokenised separately, unless <c>Joined</c> is true.
/// </summary>
/// <param name="Prefix">Pieces before the first step; they contain <c>{statement}</c> once.</param>
/// <param name="FirstStep">Pieces of the first step, if different; same as <paramref name="Step"/> if absent.</param>
/// <param name="Step">Pieces of a step; one of them contains <c>{step}</c>.</param>
/// <param name="Separator">Token ids after each step; may be empty.</param>
/// <param name="LastSeparator">
/// Token ids after the last step, if different; same as <paramref name="Separator"/> if absent.
/// </param>
/// <param name="Between">Pieces between a separator and the next step; none if absent.</param>
/// <param name="Suffix">Pieces after the last separator; none if absent.</param>
/// <param name="Joined">
/// Tokenise the steps as one text, as models were trained whose step tag is part of the text: <c>Step</c> ends with the tag,
/// the tag's id is the only one of <c>Separator</c>, which adds no ids then, and scores are read at the tags.
/// </param>
public sealed record ManifestTemplate(
    IReadOnlyList<TemplatePiece> Prefix,
    IReadOnlyList<TemplatePiece>? FirstStep,
    IReadOnlyList<TemplatePiece> Step,
    IReadOnlyList<int> Separator,
    IReadOnlyList<int>? LastSeparator,
    IReadOnlyList<TemplatePiece>? Between,
    IReadOnlyList<TemplatePiece>? Suffix,
    bool Joined = false
);

/// <summary>One piece of a template: either a text or token ids.</summary>
/// <param name="Text">
/// Text, including special tokens by name. The content of a placeholder is never searched for special tokens.
/// </param>
/// <param name="Ids">Token ids, used as they are.</param>
public sealed record TemplatePiece(string? Text, IReadOnlyList<int>? Ids);

/// <summary>How the output is converted to probabilities.</summary>
/// <param name="Kind">
/// <c>softmax</c> (logits [batch, sequence, classes]), <c>probabilities</c> (the same shape, used as is; [batch, sequence]
/// for one class), <c>sigmoid</c> (one value per token, [batch, sequence] or [batch, sequence, 1]) or <c>labelTokens</c>
/// (logits over the vocabulary, softmax over the label tokens only). With <c>pooled</c>, none of them has the sequence
/// dimension.
/// </param>
/// <param name="LabelTokens"><c>labelTokens</c>: the token id of each class, by class name.</param>
public sealed record ManifestHead(string Kind, IReadOnlyDictionary<string, int>? LabelTokens);

/// <summary>Names of the graph's inputs, each [batch, sequence] of int64 or int32.</summary>
/// <param name="Ids">Token ids.</param>
/// <param name="Mask">1 for tokens, 0 for padding; absent if the graph has no such input.</param>
/// <param name="Positions">0, 1, 2, ...; absent if the graph has no such input.</param>
public sealed record ManifestInputs(string Ids, string? Mask, string? Positions);

/// <summary>Self-test: a solution with the probabilities that the model must produce.</summary>
/// <param name="Statement">The problem's text.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Expected">One row per step (one row for outcome models), one column per class.</param>
/// <param name="Tolerance">Largest absolute difference allowed.</param>
public sealed record GoldenExample(
    string Statement,
    IReadOnlyList<string> Steps,
    IReadOnlyList<IReadOnlyList<double>> Expected,
    double Tolerance
);
