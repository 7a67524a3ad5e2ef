using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Platform.Inference;

namespace Platform.Trainer;

/// <summary>The section <c>Trainer</c>.</summary>
public sealed class TrainerOptions
{
    /// <summary>Folder of the trainings: each has its training set, checkpoint and finished model below its id.</summary>
    [Required]
    public string Path { get; set; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "platform-trainings");

    /// <summary>Folder of base models' files; services may share it.</summary>
    [Required]
    public string CachePath { get; set; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "platform-models");

    /// <summary>
    /// Threads of a training whose recipe does not say; 0: one a core. Equal models to the last bit need equal threads.
    /// </summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>Where training steps run: <c>cpu</c>, <c>cuda</c>, or <c>auto</c> for CUDA where its provider loads.</summary>
    public Provider Provider { get; set; } = Provider.Cpu;

    /// <summary>Time between two checkpoints: the most that a killed trainer does again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromSeconds(20);
}

/// <summary>CUDA that cannot be had ends the start, not a training.</summary>
internal sealed class ProviderIsThere : IValidateOptions<TrainerOptions>
{
    public ValidateOptionsResult Validate(string? name, TrainerOptions options) =>
        options.Provider == Provider.Cuda && Providers.WhyNoCuda() is { } reason
            ? ValidateOptionsResult.Fail(reason)
            : ValidateOptionsResult.Success;
}
