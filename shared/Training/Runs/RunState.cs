using Platform.Contracts;

namespace Platform.Training.Runs;

/// <summary>
/// The state of a run, apart from its tensors. There is no generator of random numbers in it: initial weights and the order
/// of the examples are functions of the seed and the step.
/// </summary>
/// <param name="Plan">Hash of everything that decides what the run computes.</param>
/// <param name="Precision">What is computed with, chosen when the run began.</param>
/// <param name="Device">Where it is computed: <c>CPU</c> or <c>CUDA</c>.</param>
/// <param name="Threads">Threads on the CPU.</param>
/// <param name="Libtorch">Version of libtorch.</param>
/// <param name="Seed">The recipe's seed.</param>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="Tokens">Tokens seen.</param>
/// <param name="Seconds">Time spent.</param>
/// <param name="Curve">The curve so far.</param>
/// <param name="Tensors">Name of the file with weights and moments, beside the state.</param>
/// <param name="Sha256">Of that file.</param>
internal sealed record RunState(
    string Plan,
    Precision Precision,
    string Device,
    int Threads,
    string Libtorch,
    long Seed,
    int Step,
    long Tokens,
    double Seconds,
    IReadOnlyList<TrainingPoint> Curve,
    string? Tensors = null,
    string? Sha256 = null
);
