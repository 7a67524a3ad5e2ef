using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Platform.Inference;

namespace Platform.Scorer;

/// <summary>The section <c>Scorer</c>.</summary>
public sealed class ScorerOptions
{
    /// <summary>Where models run: <c>auto</c> (CUDA where it loads, else the CPU), <c>cuda</c> or <c>cpu</c>.</summary>
    public Provider Provider { get; set; } = Provider.Auto;

    /// <summary>Threads of one operator on the CPU; 0: one a core. With 1 a batch gives the same bits wherever it runs.</summary>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>Tokens of a batch, padding included; 0: 2,048 on the CPU (its caches), 65,536 on CUDA.</summary>
    [Range(0, 1 << 24)]
    public int TokenBudget { get; set; }

    /// <summary>What batches are made of.</summary>
    public Batching Batching { get; set; } = Batching.Waiting;

    /// <summary>Messages taken from the queue ahead: half of them compute while the other half waits.</summary>
    [Range(1, 1024)]
    public int Prefetch { get; set; } = 16;

    /// <summary>Models kept in memory, the least recently used leaves first.</summary>
    [Range(1, 64)]
    public int Models { get; set; } = 3;

    /// <summary>Folder of the models' files; several scorers may share it.</summary>
    [Required]
    public string CachePath { get; set; } = Path.Combine(Path.GetTempPath(), "platform-models");
}

/// <summary>What batches are made of.</summary>
public enum Batching
{
    /// <summary>Everything that is waiting: fastest; the last bits of a score depend on its neighbours.</summary>
    Waiting,

    /// <summary>One message: the same message gives the same batches, whenever and wherever it runs.</summary>
    Chunk,
}

/// <summary>A scorer that was told to use CUDA and cannot must not start.</summary>
internal sealed class ProviderIsThere : IValidateOptions<ScorerOptions>
{
    public ValidateOptionsResult Validate(string? name, ScorerOptions options) =>
        options.Provider == Provider.Cuda && Providers.WhyNoCuda() is { } reason
            ? ValidateOptionsResult.Fail(reason)
            : ValidateOptionsResult.Success;
}
