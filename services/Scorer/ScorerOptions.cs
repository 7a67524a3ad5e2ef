using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Platform.Inference;
using Platform.RemoteScoring;

namespace Platform.Scorer;

/// <summary>The section <c>Scorer</c>.</summary>
public sealed class ScorerOptions
{
    /// <summary>Where models run: <c>auto</c> (CUDA if it loads, else the CPU), <c>cuda</c> or <c>cpu</c>.</summary>
    public Provider Provider { get; set; } = Provider.Auto;

    /// <summary>
    /// Threads per operator on the CPU; 0: one per core. With 1, a batch gives the same bits wherever it runs.
    /// </summary>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>Tokens of a batch, padding included; 0: 2,048 on the CPU (its caches), 65,536 on CUDA.</summary>
    [Range(0, 1 << 24)]
    public int TokenBudget { get; set; }

    /// <summary>How batches are formed.</summary>
    public Batching Batching { get; set; } = Batching.Waiting;

    /// <summary>Messages prefetched from the queue: half of them compute while the other half waits.</summary>
    [Range(1, 1024)]
    public int Prefetch { get; set; } = 16;

    /// <summary>
    /// The share of interactive requests, the gateway's, in the tokens of batches while both they and jobs wait; requests go
    /// first as long as they keep to it.
    /// </summary>
    [Range(0.1, 0.9)]
    public double InteractiveShare { get; set; } = 0.75;

    /// <summary>Models kept in memory; the least recently used one is evicted first.</summary>
    [Range(1, 64)]
    public int Models { get; set; } = 3;

    /// <summary>
    /// Keys of servers with reward models, by the server's host name: <c>Scorer__RemoteKeys__gpu.example=KEY</c>. A key is
    /// sent to its host alone, whatever a manifest says.
    /// </summary>
    public Dictionary<string, string> RemoteKeys { get; set; } = [];

    /// <summary>Limit of one request to such a server; a request is retried up to five times within ten times as long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RemoteTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Wait before the first retry.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RemoteDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Folder of the models' files; several scorers may share it.</summary>
    [Required]
    public string CachePath { get; set; } = Path.Combine(Path.GetTempPath(), "platform-models");

    internal RemoteScoringOptions Remote => new(RemoteTimeout, 10 * RemoteTimeout, Retries: 5, RemoteDelay);
}

/// <summary>How batches are formed.</summary>
public enum Batching
{
    /// <summary>
    /// Batches everything that is waiting: fastest, but the last bits of a score depend on its neighbours.
    /// </summary>
    Waiting,

    /// <summary>
    /// Batches one message at a time: the same message gives the same batches, whenever and wherever it runs.
    /// </summary>
    Chunk,
}

/// <summary>Fails the start when CUDA was asked for and is not available.</summary>
internal sealed class ProviderIsThere : IValidateOptions<ScorerOptions>
{
    public ValidateOptionsResult Validate(string? name, ScorerOptions options) =>
        options.Provider == Provider.Cuda && Providers.WhyNoCuda() is { } reason
            ? ValidateOptionsResult.Fail(reason)
            : ValidateOptionsResult.Success;
}
