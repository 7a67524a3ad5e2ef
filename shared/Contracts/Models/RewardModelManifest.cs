namespace Platform.Contracts;

/// <summary>
/// What a reward model's directory says about itself: <c>reward-model.json</c>, camel case. <c>models/README.md</c> shows it
/// by example, for every family of reward models in the wild.
/// </summary>
/// <param name="Name">Letters, digits, '.', '_' and '-'.</param>
/// <param name="Kind"><c>process</c> (a score a step) or <c>outcome</c> (a score a solution).</param>
/// <param name="Classes">
/// Names of the probability columns, out of <c>negative</c>, <c>neutral</c>, <c>positive</c>, in the order in which the model
/// gives them. A model with a single value has the one class <c>positive</c>; P(negative) = 1 - P(positive) is implied.
/// </param>
/// <param name="Description">For people; optional.</param>
/// <param name="Model">File name of the ONNX graph; absent: <c>model.onnx</c>.</param>
/// <param name="MaximumTokens">Longest sequence the model takes; a longer solution fails, it is never cut.</param>
/// <param name="Tokenizer">How text becomes token ids.</param>
/// <param name="Template">How a problem and its steps become one sequence.</param>
/// <param name="Read">
/// Where a step's score stands: <c>separator</c> (the last id of its separator), <c>stepEnd</c> (the last token of the piece
/// that holds the step), <c>beforeLabel</c> (the token that predicts the separator's first id, where the separator is a label
/// token), or, for outcome models, <c>last</c> (the last token of the sequence) and <c>pooled</c> (the output has no sequence
/// dimension). An outcome model that names a step's position is read at its last step.
/// </param>
/// <param name="Head">How the output becomes probabilities.</param>
/// <param name="Inputs">Names of the graph's inputs; absent: <c>input_ids</c> alone.</param>
/// <param name="Output">Name of the output that holds the scores.</param>
/// <param name="Golden">A solution with the probabilities that the model must give; checked whenever it is loaded.</param>
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
    GoldenExample Golden
);

/// <summary>How text becomes token ids.</summary>
/// <param name="Kind">
/// <c>bytes</c> (a token a UTF-8 byte), <c>pieces</c> (tokens for integers and frequent texts, bytes for the rest) or
/// <c>huggingFace</c> (a byte-level BPE <c>tokenizer.json</c>).
/// </param>
/// <param name="Pad">Id that fills shorter rows of a batch, on the right.</param>
/// <param name="File"><c>huggingFace</c>: the file's name; absent: <c>tokenizer.json</c>.</param>
/// <param name="Vocabulary"><c>bytes</c>: number of ids; a byte whose id would be larger is an error for that solution.</param>
/// <param name="Offset"><c>bytes</c>: id of byte 0; absent: 0.</param>
/// <param name="Reserved"><c>bytes</c>: ids that no text may produce (padding, begin, end).</param>
/// <param name="LargestNumber">
/// <c>pieces</c>: an integer 0 to this, written without leading zeros and not part of a longer run of digits, has the id
/// offset + 256 + integer.
/// </param>
/// <param name="Pieces">
/// <c>pieces</c>: texts without digits; the k-th has the id offset + 256 + largestNumber + 1 + k. Between two runs of digits the
/// longest piece that fits comes first, from the left; what no piece covers is bytes: offset + byte.
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
/// The sequence: <c>Prefix</c>, then for each step <c>Step</c> and <c>Separator</c>, with <c>Between</c> between two steps, then
/// <c>Suffix</c>. Every piece is tokenised by itself: joined text is never tokenised again.
/// </summary>
/// <param name="Prefix">Pieces before the first step; holds <c>{statement}</c> once.</param>
/// <param name="FirstStep">Pieces of the first step where they differ; absent: as <paramref name="Step"/>.</param>
/// <param name="Step">Pieces of a step; one of them holds <c>{step}</c>.</param>
/// <param name="Separator">Token ids after each step; may be empty.</param>
/// <param name="LastSeparator">Token ids after the last step where they differ; absent: as <paramref name="Separator"/>.</param>
/// <param name="Between">Pieces between a separator and the next step; absent: none.</param>
/// <param name="Suffix">Pieces after the last separator; absent: none.</param>
public sealed record ManifestTemplate(
    IReadOnlyList<TemplatePiece> Prefix,
    IReadOnlyList<TemplatePiece>? FirstStep,
    IReadOnlyList<TemplatePiece> Step,
    IReadOnlyList<int> Separator,
    IReadOnlyList<int>? LastSeparator,
    IReadOnlyList<TemplatePiece>? Between,
    IReadOnlyList<TemplatePiece>? Suffix
);

/// <summary>One piece of a template: a text or token ids, exactly one of the two.</summary>
/// <param name="Text">
/// Text, special tokens by name included; a placeholder's content is never searched for special tokens.
/// </param>
/// <param name="Ids">Token ids as they are.</param>
public sealed record TemplatePiece(string? Text, IReadOnlyList<int>? Ids);

/// <summary>How the output becomes probabilities.</summary>
/// <param name="Kind">
/// <c>softmax</c> (logits [batch, sequence, classes]), <c>probabilities</c> (the same as they are; [batch, sequence] for one
/// class), <c>sigmoid</c> (one value a token, [batch, sequence] or [batch, sequence, 1]) or <c>labelTokens</c> (logits over the
/// vocabulary, softmax over the label tokens alone). With <c>pooled</c> all of them lack the sequence dimension.
/// </param>
/// <param name="LabelTokens"><c>labelTokens</c>: the token id of each class, by its name.</param>
public sealed record ManifestHead(string Kind, IReadOnlyDictionary<string, int>? LabelTokens);

/// <summary>Names of the graph's inputs, each [batch, sequence] of int64 or int32.</summary>
/// <param name="Ids">Token ids.</param>
/// <param name="Mask">1 for tokens, 0 for padding; absent: the graph has none.</param>
/// <param name="Positions">0, 1, 2, ...; absent: the graph has none.</param>
public sealed record ManifestInputs(string Ids, string? Mask, string? Positions);

/// <summary>A solution with the probabilities that the model must give.</summary>
/// <param name="Statement">The problem's text.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Expected">A row a step (one row for outcome models), a column a class.</param>
/// <param name="Tolerance">Largest absolute difference allowed.</param>
public sealed record GoldenExample(
    string Statement,
    IReadOnlyList<string> Steps,
    IReadOnlyList<IReadOnlyList<double>> Expected,
    double Tolerance
);
