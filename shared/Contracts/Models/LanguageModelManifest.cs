namespace Platform.Contracts;

/// <summary>
/// Manifest of a language model's directory: <c>language-model.json</c>, camel case. The graph is a decoder with a KV cache
/// under the names that ONNX Runtime GenAI uses: inputs <c>input_ids</c> [batch, sequence], <c>attention_mask</c> [batch,
/// past + sequence] (0: padding, on the left), <c>position_ids</c> [batch, sequence] (int64) and
/// <c>past_key_values.I.key</c>, <c>past_key_values.I.value</c> [batch, heads, past, head size]; outputs <c>logits</c>
/// [batch, sequence or 1 (the last token's), vocabulary], <c>present.I.key</c>, <c>present.I.value</c>. A model with n-gram embeddings has one more
/// input, <c>past_input_ids</c> [batch, n - 1]: the ids before <c>input_ids</c>, 0 where there are none.
/// </summary>
/// <param name="Name">Letters, digits, '.', '_' and '-'.</param>
/// <param name="Description">Human-readable description; optional.</param>
/// <param name="Model">File name of the ONNX graph; <c>model.onnx</c> if absent.</param>
/// <param name="MaximumTokens">Maximum sequence length in tokens, including the prompt.</param>
/// <param name="Tokenizer">How text is converted to token ids and back.</param>
/// <param name="Prompt">Pieces before the first sampled token; they contain <c>{statement}</c> once.</param>
/// <param name="End">Token ids that end a solution.</param>
/// <param name="Cache">Shape of the KV cache.</param>
/// <param name="NGram">
/// Number of tokens that the input embedding covers; with 1, the graph has no <c>past_input_ids</c>.
/// </param>
/// <param name="Golden">Self-test: a problem with the solution that the model must produce by greedy decoding.</param>
/// <param name="Half">Graphs that compute in 16 bits, the preferred one first; absent: none.</param>
public sealed record LanguageModelManifest(
    string Name,
    string? Description,
    string? Model,
    int MaximumTokens,
    ManifestTokenizer Tokenizer,
    IReadOnlyList<TemplatePiece> Prompt,
    IReadOnlyList<int> End,
    KeyValueCache Cache,
    int NGram,
    GoldenCompletion Golden,
    IReadOnlyList<HalfGraph>? Half = null
);

/// <summary>Shape of a KV cache: 2 x layers tensors [batch, heads, past, head size].</summary>
/// <param name="Layers">Layers.</param>
/// <param name="Heads">Heads of keys and values.</param>
/// <param name="HeadSize">Size of a head.</param>
/// <param name="InPlace">
/// Whether the graph writes new tokens into the tensors that it reads, so that one tensor is both <c>past_key_values</c> and
/// <c>present</c>. A row's tokens are then at the beginning of the tensor's length, and <c>attention_mask</c> [batch, tokens
/// of the longest row] has its padding on the right. If false, <c>present</c> is one token longer than the past.
/// </param>
public sealed record KeyValueCache(int Layers, int Heads, int HeadSize, bool InPlace = false);

/// <summary>Self-test: a problem with the solution that a language model must produce by greedy decoding.</summary>
/// <param name="Statement">The problem's text.</param>
/// <param name="Completion">The text up to the end token, or the text of the first tokens.</param>
/// <param name="Tokens">Number of tokens to sample.</param>
public sealed record GoldenCompletion(string Statement, string Completion, int Tokens);
