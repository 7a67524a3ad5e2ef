namespace Platform.Benchmarks;

/// <summary>One figure: what was measured, what it had to reach, and whether it did (null: stated for the record).</summary>
internal sealed record BenchResult(string Name, double Value, string Unit, string Target, bool? Holds);

/// <summary>Runs one subject and gives its figures, ratios with both sides measured here.</summary>
internal delegate IAsyncEnumerable<BenchResult> Bench(CancellationToken cancellationToken);
