using System.ComponentModel.DataAnnotations;
using Platform.Contracts;

namespace Platform.Generator;

/// <summary>Section <c>Generator</c>: the server that samples solutions, and how it is asked.</summary>
public sealed class GeneratorOptions : IValidatableObject
{
    /// <summary>
    /// Address of an OpenAI-compatible server, with or without its <c>/v1</c>, for example <c>http://127.0.0.1:8000</c>.
    /// Absent: the service runs, and answers every command with a failure that says so.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Sent as a bearer token, if any.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Model asked for when a command names none. Absent: none is named, and the server chooses.</summary>
    public string? Model { get; set; }

    /// <summary>Which of the two endpoints is called.</summary>
    public CompletionApi Api { get; set; } = CompletionApi.Chat;

    /// <summary>The system message of chats; an empty one is not sent. Plain completions have none.</summary>
    public string? SystemPrompt { get; set; } =
        "Solve the problem step by step, one step a line. Then write a line '# Answer' and, on the line below it, nothing but "
        + "the final answer.";

    /// <summary>The user message or the prompt: <c>{problem}</c> takes the statement.</summary>
    public string PromptTemplate { get; set; } = "{problem}\n";

    /// <summary>How a completion becomes steps when a command does not say.</summary>
    public StepSplit Split { get; set; } = StepSplit.Newline;

    /// <summary>Requests in flight, over all commands.</summary>
    [Range(1, 1024)]
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>How long one request may take.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a request is sent again after 408, 429, 5xx, a broken connection or a time-out.</summary>
    [Range(0, 20)]
    public int Retries { get; set; } = 5;

    /// <summary>A server that asks to be left alone for longer (<c>Retry-After</c>) is taken at its word: the command fails.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(2);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BaseAddress is { } address && !(address.IsAbsoluteUri && address.Scheme is "http" or "https"))
            yield return new ValidationResult(
                $"Generator:BaseAddress must be an http or https address such as http://127.0.0.1:8000, not '{address}'."
            );
        if (!PromptTemplate.Contains(Prompt.Slot, StringComparison.Ordinal))
            yield return new ValidationResult($"Generator:PromptTemplate must contain {Prompt.Slot}.");
        if (RequestTimeout <= TimeSpan.Zero || RequestTimeout > TimeSpan.FromHours(24))
            yield return new ValidationResult("Generator:RequestTimeout must be between 0 and 24 hours (00:05:00).");
        if (LongestWait < TimeSpan.Zero || LongestWait > TimeSpan.FromHours(24))
            yield return new ValidationResult("Generator:LongestWait must be between 0 and 24 hours (00:02:00).");
    }
}

/// <summary>The endpoints of OpenAI-compatible servers.</summary>
public enum CompletionApi
{
    /// <summary><c>/v1/chat/completions</c>.</summary>
    Chat,

    /// <summary><c>/v1/completions</c>.</summary>
    Completions,
}
