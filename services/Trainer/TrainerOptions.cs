using System.ComponentModel.DataAnnotations;

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
}
