using System.ComponentModel.DataAnnotations;

namespace Platform.Selector;

/// <summary>The section <c>Selector</c>.</summary>
public sealed class SelectorOptions : IValidatableObject
{
    /// <summary>Bootstrap resamples of the problems, a multiple of 40.</summary>
    [Range(40, 100_000)]
    public int Resamples { get; set; } = 1000;

    /// <summary>Threads to compute on; 0: one per core. The report is the same, bit for bit, for any number.</summary>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>
    /// Largest standard error that random draws may leave in a voting curve's mean over problems, as a fraction.
    /// </summary>
    [Range(1e-5, 0.1)]
    public double VoteError { get; set; } = 0.001;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Resamples % 40 == 0
            ? []
            : [new ValidationResult($"Selector:Resamples is {Resamples}: set a multiple of 40, such as 1000.")];

    internal ParallelOptions Parallel => new() { MaxDegreeOfParallelism = Threads > 0 ? Threads : -1 };
}
