using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Platform.Inference;
using Platform.Training;

namespace Platform.Trainer;

/// <summary>The section <c>Trainer</c>.</summary>
public sealed class TrainerOptions
{
    /// <summary>
    /// Folder of the trainings. Each keeps its training set, checkpoint and finished model in a subfolder named by its id.
    /// </summary>
    [Required]
    public string Path { get; set; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "platform-trainings");

    /// <summary>Folder of the base models' files; services may share it.</summary>
    [Required]
    public string CachePath { get; set; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "platform-models");

    /// <summary>
    /// Threads of a training whose recipe does not set them; 0: one per core. Two runs give the same model to the last bit
    /// only with the same number of threads.
    /// </summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>Where trainings run: <c>cpu</c>, <c>cuda</c>, or <c>auto</c> for CUDA if libtorch finds a device.</summary>
    public Provider Provider { get; set; } = Provider.Cpu;

    /// <summary>Time between two checkpoints, which is the most work that a killed trainer repeats.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromSeconds(20);
}

/// <summary>Fails the start, rather than a training, when libtorch does not load or CUDA was asked for and is not available.</summary>
internal sealed class ProviderIsThere : IValidateOptions<TrainerOptions>
{
    public ValidateOptionsResult Validate(string? name, TrainerOptions options) =>
        Libtorch.WhyNot(options.Provider) is { } reason
            ? ValidateOptionsResult.Fail(reason)
            : ValidateOptionsResult.Success;
}
