using System.Text.Json.Serialization;
using Refit;

namespace Platform.Generator;

/// <summary>
/// The endpoints of an OpenAI-compatible server that are used. Request bodies have a Content-Length, because small servers
/// cannot read chunked ones.
/// </summary>
internal interface ICompletionServer
{
    [Post("/v1/chat/completions")]
    Task<CompletionResponse> Chat(
        [Body(buffered: true)] CompletionRequest request,
        CancellationToken cancellationToken
    );

    [Post("/v1/completions")]
    Task<CompletionResponse> Complete(
        [Body(buffered: true)] CompletionRequest request,
        CancellationToken cancellationToken
    );
}

/// <summary>A request to either endpoint; null properties are not sent.</summary>
internal sealed record CompletionRequest
{
    public const JsonIgnoreCondition IfNull = JsonIgnoreCondition.WhenWritingNull;

    [JsonIgnore(Condition = IfNull)]
    public string? Model { get; init; }

    /// <summary>Chats only.</summary>
    [JsonIgnore(Condition = IfNull)]
    public IReadOnlyList<ChatMessage>? Messages { get; init; }

    /// <summary>Plain completions only.</summary>
    [JsonIgnore(Condition = IfNull)]
    public string? Prompt { get; init; }

    /// <summary>Chats only: the model continues the last message (an extension of vLLM, sent with a prefix only).</summary>
    [JsonIgnore(Condition = IfNull)]
    [JsonPropertyName("continue_final_message")]
    public bool? ContinueFinalMessage { get; init; }

    /// <summary>Sent together with <see cref="ContinueFinalMessage"/>.</summary>
    [JsonIgnore(Condition = IfNull)]
    [JsonPropertyName("add_generation_prompt")]
    public bool? AddGenerationPrompt { get; init; }

    /// <summary>Number of choices; the server may return fewer.</summary>
    public required int N { get; init; }

    public required double Temperature { get; init; }

    [JsonPropertyName("top_p")]
    public required double TopP { get; init; }

    [JsonPropertyName("max_tokens")]
    public required int MaxTokens { get; init; }

    public required long Seed { get; init; }

    [JsonIgnore(Condition = IfNull)]
    public IReadOnlyList<string>? Stop { get; init; }
}

internal sealed record ChatMessage(string? Role, string? Content);

internal sealed record CompletionResponse(string? Model, IReadOnlyList<CompletionChoice>? Choices);

internal sealed record CompletionChoice(
    string? Text,
    ChatMessage? Message,
    [property: JsonPropertyName("finish_reason")] string? FinishReason
);
