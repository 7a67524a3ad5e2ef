using System.Numerics;
using System.Text.Json;
using Platform.Contracts;

namespace Platform.Dataset.Reports;

/// <summary>Reduces a report to fit in an event; the numbers that remain are the same.</summary>
internal static class Thinned
{
    /// <summary>Maximum size in bytes. A message is limited to 256 KiB; the rest is left for its envelope.</summary>
    public const int Bytes = 200 * 1024;

    /// <summary>
    /// Keeps the curves at powers of two and the largest N, without breakdowns and groups of steps. If that is still too large (dozens of
    /// models, thousands of reasons), it keeps less of the report: differences at the largest N only, fewer failures, two
    /// points per curve.
    /// </summary>
    public static EvaluationReport Of(EvaluationReport report)
    {
        var thin = report with
        {
            Strategies = Curves(report, n => BitOperations.IsPow2(n)),
            Breakdowns = [],
            Failures = Failures(report.Failures, 50),
            Steps = report.Steps?.Select(s => s with { Groups = null }).ToArray(),
        };
        if (Fits(thin))
        {
            return thin;
        }
        thin = thin with
        {
            Differences = [.. report.Differences.Where(d => d.N == report.Samples)],
            Failures = Failures(report.Failures, 10),
        };
        if (Fits(thin))
        {
            return thin;
        }
        thin = thin with { Strategies = Curves(report, n => n == 1), Differences = [] };
        return Fits(thin)
            ? thin
            : thin with
            {
                Strategies = [.. thin.Strategies.Take(500)],
                Failures = [],
                Steps = thin.Steps?.Take(50).Select(s => s with { Calibration = null }).ToArray(),
                Coverage = report.Coverage is { } coverage
                    ? coverage with
                    {
                        Models = [.. coverage.Models.Take(50)],
                        Notes = [.. coverage.Notes.Take(50)],
                    }
                    : null,
                Lineage = thin.Lineage with { Models = [.. thin.Lineage.Models.Take(50)] },
            };
    }

    private static StrategyCurve[] Curves(EvaluationReport report, Func<int, bool> keep) =>
        [
            .. report.Strategies.Select(s =>
                s with
                {
                    Curve = [.. s.Curve.Where(p => keep(p.N) || p.N == report.Samples)],
                }
            ),
        ];

    private static EvaluationFailure[] Failures(IReadOnlyList<EvaluationFailure> failures, int most) =>
        [
            .. failures
                .OrderByDescending(f => f.Count)
                .Take(most)
                .Select(f =>
                    f with
                    {
                        Reason = f.Reason.Length > 500 ? f.Reason[..500] + "…" : f.Reason,
                        Examples = [.. f.Examples.Take(2).Where(e => e.Length < 200)],
                    }
                ),
        ];

    private static bool Fits(EvaluationReport report) => JsonSerializer.SerializeToUtf8Bytes(report).Length <= Bytes;
}
