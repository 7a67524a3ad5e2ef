using System.ComponentModel.DataAnnotations;
using Platform.Contracts;
using Platform.Inference;

namespace Platform.Generator;

/// <summary>
/// The section <c>Generator</c>: what samples solutions, a local language model or a server, and how. With neither, the
/// service runs and answers every command that names no model with a failure that says so.
/// </summary>
public sealed class GeneratorOptions : IValidatableObject
{
    /// <summary>
    /// Language model that samples when a command names none: the name (its newest version) or the content hash of a
    /// registered one, or a directory with a <c>language-model.json</c> or in ONNX Runtime GenAI's layout.
    /// </summary>
    public string? LanguageModel { get; set; }

    /// <summary>Samples that a local model decodes at once.</summary>
    [Range(1, 1024)]
    public int BatchSize { get; set; } = 32;

    /// <summary>
    /// Further samples that it decodes at once for interactive requests, the gateway's: they do not wait for those of jobs.
    /// </summary>
    [Range(0, 1024)]
    public int InteractiveBatchSize { get; set; } = 16;

    /// <summary>
    /// The share of interactive requests while both they and jobs wait: of the requests in flight to a server, and of a local
    /// model that takes commands one by one (<see cref="Batching"/>).
    /// </summary>
    [Range(0.1, 0.9)]
    public double InteractiveShare { get; set; } = 0.75;

    /// <summary>How a local model's batches are formed.</summary>
    public Batching Batching { get; set; } = Batching.Waiting;

    /// <summary>Where local models run: <c>auto</c> (CUDA if it loads, else the CPU), <c>cuda</c> or <c>cpu</c>.</summary>
    public Provider Provider { get; set; } = Provider.Auto;

    /// <summary>Threads per operator of a local model on the CPU; 0: one per core.</summary>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>Local models kept in memory; the least recently used one is evicted first.</summary>
    [Range(1, 64)]
    public int Models { get; set; } = 1;

    /// <summary>Folder of the registered models' files; several services may share it.</summary>
    [Required]
    public string CachePath { get; set; } = Path.Combine(Path.GetTempPath(), "platform-models");

    /// <summary>
    /// Address of an OpenAI-compatible server, with or without its <c>/v1</c>, for example <c>http://127.0.0.1:8000</c>.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Sent as a bearer token, if set.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// Model requested when a command names none. If it is not set, no model is named and the server chooses.
    /// </summary>
    public string? Model { get; set; }

    /// <summary>Which of the two endpoints is called.</summary>
    public CompletionApi Api { get; set; } = CompletionApi.Chat;

    /// <summary>The system message of chats; an empty one is not sent. Plain completions have none.</summary>
    public string? SystemPrompt { get; set; } =
        "Solve the problem step by step, one step a line. Then write a line '# Answer' and, on the line below it, nothing but "
        + "the final answer.";

    /// <summary>
    /// The user message or the prompt; the statement replaces <c>{problem}</c>. For local models in GenAI's layout it is the
    /// whole prompt, with special tokens by name; other local models bring their own prompt.
    /// </summary>
    public string PromptTemplate { get; set; } = "{problem}\n";

    /// <summary>How a completion is split into steps when a command does not say.</summary>
    public StepSplit Split { get; set; } = StepSplit.Newline;

    /// <summary>
    /// Parameters that are not sent to the server, separated by commas: <c>seed,top_p</c>. The server's defaults apply, and
    /// without <c>n</c> each request asks for one sample.
    /// </summary>
    public string? Omit { get; set; }

    /// <summary>Requests in flight, over all commands.</summary>
    [Range(1, 1024)]
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>Timeout of one request.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a request is retried after 408, 429, 5xx, a broken connection or a timeout.</summary>
    [Range(0, 20)]
    public int Retries { get; set; } = 5;

    /// <summary>
    /// Longest wait that a server may ask for (<c>Retry-After</c>); when it asks for more, the command fails.
    /// </summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The full path of <see cref="LanguageModel"/> if it is a directory, else null.</summary>
    internal string? Directory => System.IO.Directory.Exists(LanguageModel) ? Path.GetFullPath(LanguageModel) : null;

    /// <summary>
    /// Commands at a time: as many as requests may be in flight, or as fill a local model's batch when each asks for one
    /// sample.
    /// </summary>
    internal int Concurrency => BaseAddress is null ? Math.Max(BatchSize, MaxConcurrency) : MaxConcurrency;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BaseAddress is { } address && !(address.IsAbsoluteUri && address.Scheme is "http" or "https"))
        {
            yield return new ValidationResult(
                $"Generator:BaseAddress must be an http or https address such as http://127.0.0.1:8000, not '{address}'."
            );
        }

        if (BaseAddress is not null && LanguageModel is not null)
        {
            yield return new ValidationResult(
                "Generator:BaseAddress and Generator:LanguageModel are both set: keep the one that shall sample."
            );
        }

        if (LanguageModel is not null && Directory is null && LanguageModel.Contains(Path.DirectorySeparatorChar))
        {
            yield return new ValidationResult(
                $"Generator:LanguageModel names the directory '{LanguageModel}', which does not exist."
            );
        }

        if (Provider == Provider.Cuda && Providers.WhyNoCuda() is { } reason)
        {
            yield return new ValidationResult($"Generator:{reason}");
        }

        if (!PromptTemplate.Contains(Prompt.Slot, StringComparison.Ordinal))
        {
            yield return new ValidationResult($"Generator:PromptTemplate must contain {Prompt.Slot}.");
        }

        foreach (var unknown in Parameters.Parse(Omit).Except(Parameters.All))
        {
            yield return new ValidationResult(
                $"Generator:Omit names '{unknown}'; what can be left out is {string.Join(", ", Parameters.All)}."
            );
        }

        if (ApiKey?.Trim().Any(c => c is < '!' or > '~') == true)
        {
            yield return new ValidationResult("Generator:ApiKey has characters that no key can have.");
        }

        if (RequestTimeout <= TimeSpan.Zero || RequestTimeout > TimeSpan.FromHours(24))
        {
            yield return new ValidationResult("Generator:RequestTimeout must be between 0 and 24 hours (00:05:00).");
        }

        if (LongestWait < TimeSpan.Zero || LongestWait > TimeSpan.FromHours(24))
        {
            yield return new ValidationResult("Generator:LongestWait must be between 0 and 24 hours (00:02:00).");
        }
    }
}

/// <summary>How a local model's batches are formed.</summary>
public enum Batching
{
    /// <summary>
    /// Batches all samples that are wanted: fastest, but the last bits of a logit depend on its neighbours.
    /// </summary>
    Waiting,

    /// <summary>
    /// Batches one command at a time: the same command gives the same batches, whenever and wherever it runs.
    /// </summary>
    Chunk,
}

/// <summary>The endpoints of OpenAI-compatible servers.</summary>
public enum CompletionApi
{
    /// <summary><c>/v1/chat/completions</c>.</summary>
    Chat,

    /// <summary><c>/v1/completions</c>.</summary>
    Completions,
}
