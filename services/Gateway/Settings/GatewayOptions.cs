using System.ComponentModel.DataAnnotations;

namespace Platform.Gateway.Settings;

/// <summary>The section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>Longest time that a request may take; it is refused with a reason then.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Most candidates of a request.</summary>
    [Range(1, 4096)]
    public int MostSamples { get; set; } = 256;

    /// <summary>Steps of a search; in the last round every beam is continued to its end.</summary>
    [Range(1, 1000)]
    public int MostSteps { get; set; } = 40;

    /// <summary>Tokens of a candidate if a request does not say; of each draw in a search.</summary>
    [Range(1, 1 << 20)]
    public int MaxTokens { get; set; } = 1024;

    /// <summary>Candidates in one message to a generator.</summary>
    [Range(1, 64)]
    public int Chunk { get; set; } = 16;

    /// <summary>The same for streamed requests, whose candidates shall come in one after the other.</summary>
    [Range(1, 64)]
    public int StreamedChunk { get; set; } = 4;

    /// <summary>Solutions in one request to <c>/v1/score</c>.</summary>
    [Range(1, 4096)]
    public int MostInputs { get; set; } = 1024;

    /// <summary>Requests a minute and key.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Requests of a key at once.</summary>
    [Range(1, 10_000)]
    public int Concurrency { get; set; } = 64;

    /// <summary>
    /// Tokens a day (UTC) and key, read and written by generators and reward models; 0: no limit. All gateways together.
    /// </summary>
    [Range(0, long.MaxValue)]
    public long TokensPerDay { get; set; }

    /// <summary>Other limits by the name of a key: <c>Gateway__Keys__NAME__RequestsPerMinute=10</c>.</summary>
    public Dictionary<string, KeyLimits> Keys { get; set; } = [];

    /// <summary>
    /// Pool for requests with <c>store: true</c> that name none in <c>metadata.pool</c>.
    /// </summary>
    [Required]
    public string StorePool { get; set; } = "gateway";

    /// <summary>How long a key is known without asking Dataset again; a revoked one is refused after this time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a model's newest version is known without asking Dataset again.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ModelLifetime { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Limits of one key; what is absent is as for every key.</summary>
public sealed class KeyLimits
{
    /// <summary>Requests a minute.</summary>
    [Range(1, 1_000_000)]
    public int? RequestsPerMinute { get; set; }

    /// <summary>Requests at once.</summary>
    [Range(1, 10_000)]
    public int? Concurrency { get; set; }

    /// <summary>Tokens a day; 0: no limit.</summary>
    [Range(0, long.MaxValue)]
    public long? TokensPerDay { get; set; }
}
