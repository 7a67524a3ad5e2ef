using Platform.Contracts;

namespace Platform.Generator;

/// <summary>From a statement to a request.</summary>
internal static class Prompt
{
    public const string Slot = "{problem}";

    /// <param name="options">The server's settings.</param>
    /// <param name="statement">The problem's text.</param>
    /// <param name="sampling">The command's wishes.</param>
    /// <param name="sample">First of the samples wanted: it decides the seed.</param>
    /// <param name="count">Samples wanted.</param>
    public static CompletionRequest Request(
        GeneratorOptions options,
        string statement,
        Sampling sampling,
        int sample,
        int count
    )
    {
        var text = options.PromptTemplate.Replace(Slot, statement, StringComparison.Ordinal);
        var chat = options.Api == CompletionApi.Chat;
        return new CompletionRequest
        {
            Model = sampling.Model ?? options.Model,
            Messages = chat ? [.. System(options.SystemPrompt), new ChatMessage("user", text)] : null,
            Prompt = chat ? null : text,
            N = count,
            Temperature = sampling.Temperature,
            TopP = sampling.TopP,
            MaxTokens = sampling.MaxTokens,
            Seed = sampling.Seed + sample,
            Stop = sampling.Stop is { Count: > 0 } stop ? stop : null,
        };
    }

    private static IEnumerable<ChatMessage> System(string? prompt) =>
        string.IsNullOrWhiteSpace(prompt) ? [] : [new ChatMessage("system", prompt)];
}
