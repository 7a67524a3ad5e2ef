using Platform.Contracts;

namespace Platform.Generator;

/// <summary>Builds a request from a statement.</summary>
internal static class Prompt
{
    public const string Slot = "{problem}";

    /// <param name="options">The server's settings.</param>
    /// <param name="statement">The problem's text.</param>
    /// <param name="prefix">Text that the samples continue; empty: none.</param>
    /// <param name="sampling">The command's sampling settings.</param>
    /// <param name="sample">Index of the first sample; it decides the seed.</param>
    /// <param name="count">Number of samples.</param>
    public static CompletionRequest Request(
        GeneratorOptions options,
        string statement,
        string prefix,
        Sampling sampling,
        int sample,
        int count
    )
    {
        var text = options.PromptTemplate.Replace(Slot, statement, StringComparison.Ordinal);
        var chat = options.Api == CompletionApi.Chat;
        var continues = chat && prefix.Length > 0;
        var omitted = Parameters.Parse(options.Omit);
        return new CompletionRequest
        {
            Model = sampling.Model ?? options.Model,
            Messages = chat
                ? [.. System(options.SystemPrompt), new ChatMessage("user", text), .. Assistant(prefix)]
                : null,
            Prompt = chat ? null : text + prefix,
            ContinueFinalMessage = continues ? Sent<bool>(Parameters.ContinueFinalMessage, true) : null,
            AddGenerationPrompt = continues ? Sent<bool>(Parameters.AddGenerationPrompt, false) : null,
            N = count > 1 ? Sent<int>(Parameters.N, count) : null,
            Temperature = Sent<double>(Parameters.Temperature, sampling.Temperature),
            TopP = Sent<double>(Parameters.TopP, sampling.TopP),
            MinP = Sent(Parameters.MinP, sampling.MinP),
            MaxTokens = Sent<int>(Parameters.MaxTokens, sampling.MaxTokens),
            Seed = Sent<long>(Parameters.Seed, sampling.Seed + sample),
            Stop = sampling.Stop is { Count: > 0 } stop && !omitted.Contains(Parameters.Stop) ? stop : null,
        };

        T? Sent<T>(string name, T? value)
            where T : struct => omitted.Contains(name) ? null : value;
    }

    private static IEnumerable<ChatMessage> Assistant(string prefix) =>
        prefix.Length == 0 ? [] : [new ChatMessage("assistant", prefix)];

    private static IEnumerable<ChatMessage> System(string? prompt) =>
        string.IsNullOrWhiteSpace(prompt) ? [] : [new ChatMessage("system", prompt)];
}
