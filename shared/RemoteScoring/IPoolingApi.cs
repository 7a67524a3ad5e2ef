using System.Text.Json;
using System.Text.Json.Serialization;
using Refit;

namespace Platform.RemoteScoring;

/// <summary>
/// vLLM's endpoints for pooling models (<c>vllm serve MODEL --runner pooling</c>, before 0.10 <c>--task reward</c> or
/// <c>classify</c>), as its documentation describes them from 0.6.5 to 0.18.0 (docs.vllm.ai, "Pooling Models"). A response that
/// is no success throws <see cref="ApiException"/>.
/// </summary>
internal interface IPoolingApi
{
    /// <summary>Rows of every token (pooling type ALL), or of every step (STEP, pull request 9697 of vLLM).</summary>
    [Post("/pooling")]
    Task<PoolingResponse> Pool([Body] PoolingRequest request, CancellationToken cancellationToken);

    /// <summary>One row of probabilities for each input.</summary>
    [Post("/classify")]
    Task<ClassifyResponse> Classify([Body] PoolingRequest request, CancellationToken cancellationToken);
}

/// <summary>
/// A request to either endpoint. Whether the server applies softmax or sigmoid has had three names: <c>softmax</c> (to 0.11),
/// <c>activation</c> (0.10 and 0.11, pull request 20538) and <c>use_activation</c> (since). All are sent, because every version
/// ignores fields that it does not know.
/// </summary>
/// <param name="Model">The model's name.</param>
/// <param name="Input">Texts, or lists of token ids.</param>
/// <param name="EncodingFormat"><c>float</c>.</param>
/// <param name="Softmax">Whether probabilities are wanted, not logits.</param>
/// <param name="Activation">The same.</param>
/// <param name="UseActivation">The same.</param>
internal sealed record PoolingRequest(
    [property: JsonPropertyName("model")] string? Model,
    [property: JsonPropertyName("input")] object Input,
    [property: JsonPropertyName("encoding_format")] string EncodingFormat,
    [property: JsonPropertyName("softmax")] bool Softmax,
    [property: JsonPropertyName("activation")] bool Activation,
    [property: JsonPropertyName("use_activation")] bool UseActivation
);

/// <param name="Data">One entry for each input.</param>
/// <param name="Usage">Tokens.</param>
internal sealed record PoolingResponse(
    [property: JsonPropertyName("data")] IReadOnlyList<PooledInput>? Data,
    [property: JsonPropertyName("usage")] PoolingUsage? Usage
);

/// <param name="Index">Place of the input in the request.</param>
/// <param name="Data">A list of rows, or one row.</param>
internal sealed record PooledInput(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("data")] JsonElement Data
);

/// <param name="Data">One entry for each input.</param>
/// <param name="Usage">Tokens.</param>
internal sealed record ClassifyResponse(
    [property: JsonPropertyName("data")] IReadOnlyList<ClassifiedInput>? Data,
    [property: JsonPropertyName("usage")] PoolingUsage? Usage
);

/// <param name="Index">Place of the input in the request.</param>
/// <param name="Probs">One value a class.</param>
internal sealed record ClassifiedInput(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("probs")] IReadOnlyList<double>? Probs
);

/// <param name="PromptTokens">Tokens read.</param>
internal sealed record PoolingUsage([property: JsonPropertyName("prompt_tokens")] long PromptTokens);
