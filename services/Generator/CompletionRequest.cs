using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Generator;

/// <summary>
/// A request to either endpoint of an OpenAI-compatible server. Properties are sent in snake case; null ones are not sent.
/// </summary>
internal sealed record CompletionRequest
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string? Model { get; init; }

    /// <summary>Chats only.</summary>
    public IReadOnlyList<ChatMessage>? Messages { get; init; }

    /// <summary>Plain completions only.</summary>
    public string? Prompt { get; init; }

    /// <summary>Chats only: the model continues the last message (an extension of vLLM, sent with a prefix only).</summary>
    public bool? ContinueFinalMessage { get; init; }

    /// <summary>Sent together with <see cref="ContinueFinalMessage"/>.</summary>
    public bool? AddGenerationPrompt { get; init; }

    /// <summary>Number of choices, sent if it is more than one; the server may return fewer.</summary>
    public int? N { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public double? MinP { get; init; }

    public int? MaxTokens { get; init; }

    /// <summary>The name of <see cref="MaxTokens"/> at servers that refuse that one.</summary>
    public int? MaxCompletionTokens { get; init; }

    public long? Seed { get; init; }

    public IReadOnlyList<string>? Stop { get; init; }

    public CompletionRequest WithMaxCompletionTokens() =>
        this with
        {
            MaxTokens = null,
            MaxCompletionTokens = MaxTokens,
        };

    public byte[] Body() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}

internal sealed record ChatMessage(string Role, string Content);
