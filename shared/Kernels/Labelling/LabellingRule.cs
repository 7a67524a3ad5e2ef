namespace Platform.Kernels.Labelling;

/// <summary>How many solutions to choose, and how.</summary>
/// <param name="Policy">Which ones.</param>
/// <param name="PerProblem">Largest number of solutions of one problem; null for no limit.</param>
/// <param name="Total">Largest number of solutions; null for no limit.</param>
/// <param name="PerSubject">Largest number of solutions of one subject; null for no limit.</param>
/// <param name="WrongShare">Share of wrong solutions that <see cref="LabellingPolicy.Mixed"/> takes first, 0 to 1.</param>
/// <param name="RightShare">Share of right solutions, chosen by chance, that every policy injects, 0 to 1.</param>
/// <param name="Seed">Seed of everything left to chance.</param>
public sealed record LabellingRule(
    LabellingPolicy Policy,
    int? PerProblem = null,
    int? Total = null,
    int? PerSubject = null,
    double WrongShare = 0.8,
    double RightShare = 0,
    long Seed = 0
);
