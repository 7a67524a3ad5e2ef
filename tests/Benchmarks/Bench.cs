namespace Platform.Benchmarks;

/// <summary>One figure: what was measured, its target, and whether it met the target (null: for information only).</summary>
internal sealed record BenchResult(string Name, double Value, string Unit, string Target, bool? Holds);

/// <summary>Runs one subject and returns its figures; both sides of a ratio are measured in the same run.</summary>
internal delegate IAsyncEnumerable<BenchResult> Bench(CancellationToken cancellationToken);
