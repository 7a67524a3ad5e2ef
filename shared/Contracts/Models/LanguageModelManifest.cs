namespace Platform.Contracts;

/// <summary>
/// What a language model's directory says about itself: <c>language-model.json</c>, camel case. The graph is a decoder with a
/// key-value cache under the names that ONNX Runtime GenAI uses: inputs <c>input_ids</c> [batch, sequence],
/// <c>attention_mask</c> [batch, past + sequence] (0: padding on the left), <c>position_ids</c> [batch, sequence] (int64) and
/// <c>past_key_values.I.key</c>, <c>past_key_values.I.value</c> [batch, heads, past, head size]; outputs <c>logits</c>
/// [batch, sequence, vocabulary], <c>present.I.key</c>, <c>present.I.value</c>. A model with n-gram embeddings takes one input
/// more, <c>past_input_ids</c> [batch, n - 1]: the ids before <c>input_ids</c>, 0 where there are none.
/// </summary>
/// <param name="Name">Letters, digits, '.', '_' and '-'.</param>
/// <param name="Description">For people; optional.</param>
/// <param name="Model">File name of the ONNX graph; absent: <c>model.onnx</c>.</param>
/// <param name="MaximumTokens">Longest sequence the model takes, prompt included.</param>
/// <param name="Tokenizer">How text becomes token ids, and back.</param>
/// <param name="Prompt">Pieces before the first sampled token; holds <c>{statement}</c> once.</param>
/// <param name="End">Token ids that end a solution.</param>
/// <param name="Cache">Shape of the key-value cache.</param>
/// <param name="NGram">Tokens that the input embedding sees; 1: no <c>past_input_ids</c>.</param>
/// <param name="Golden">A problem with the solution that the model must give greedily.</param>
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
    GoldenCompletion Golden
);

/// <summary>Shape of a key-value cache: 2 x layers tensors [batch, heads, past, head size] of float32.</summary>
public sealed record KeyValueCache(int Layers, int Heads, int HeadSize);

/// <summary>A problem with the solution that a language model must give greedily.</summary>
/// <param name="Statement">The problem's text.</param>
/// <param name="Completion">The text up to the end token, or what the first tokens give.</param>
/// <param name="Tokens">Tokens to sample.</param>
public sealed record GoldenCompletion(string Statement, string Completion, int Tokens);
