using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Platform.Grading;
using Platform.Tests;

namespace Platform.Benchmarks;

/// <summary>
/// The grader on one thread: over the real pairs if ../shared/data exists, otherwise over pairs generated here, and over
/// hostile answers. Times are the minimum of several runs, because interruptions by the machine are not the grader's.
/// </summary>
internal static class GradingBench
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(0.5);
    private const int MostWarmUps = 60;
    private const int Repeats = 9;

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pairs = await RealPairs(cancellationToken) ?? MadePairs();
        foreach (var policy in Enum.GetValues<GradingPolicy>())
        {
            var name = $"grading.{policy.ToString().ToLowerInvariant()}";
            var (cpu, wall) = PairsPerSecond(pairs, policy);
            yield return new($"{name}.speed", cpu, "pairs/CPU-s", ">= 100000", cpu >= 100_000);
            yield return new($"{name}.speed.wall", wall, "pairs/s", "", null);
            var times = pairs.Select(pair => Least(pair.Given, pair.Truth, policy)).Order().ToArray();
            var tail = times[(int)(times.Length * 0.999)];
            yield return new($"{name}.p99.9", tail, "ms", "< 1", tail < 1);
            var worst = HostileAnswers.All.Max(hostile =>
                Math.Max(Least(hostile, "[1, 2]", policy), Least(hostile + " ", hostile, policy))
            );
            yield return new($"{name}.hostile", worst, "ms", "< 50", worst < 50);
        }
    }

    /// <summary>
    /// Returns the pairs graded per second of the process's CPU time, which other load on the machine does not take, and per
    /// second of wall time; the best of several runs of each, after the runtime has compiled all that it optimises.
    /// </summary>
    private static (double Cpu, double Wall) PairsPerSecond((string? Given, string Truth)[] pairs, GradingPolicy policy)
    {
        var (cpu, wall) = (0.0, 0.0);
        var compiled = -1L;
        for (var i = 0; i < MostWarmUps && compiled != JitInfo.GetCompiledMethodCount(); i++)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            Spend(WarmUp);
        }
        for (var i = 0; i < Repeats; i++)
        {
            var (before, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            var graded = Spend(Measured);
            cpu = Math.Max(cpu, graded / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            wall = Math.Max(wall, graded / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return (cpu, wall);

        int Spend(TimeSpan time)
        {
            var count = 0;
            for (var start = Environment.CpuUsage.TotalTime; Environment.CpuUsage.TotalTime - start < time; )
            {
                foreach (var (given, truth) in pairs)
                {
                    Grader.Grade(given, truth, policy);
                    count++;
                }
            }
            return count;
        }
    }

    private static double Least(string? given, string truth, GradingPolicy policy)
    {
        var least = double.MaxValue;
        for (var i = 0; i < Repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Grader.Grade(given, truth, policy);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return least;
    }

    private static async Task<(string? Given, string Truth)[]?> RealPairs(CancellationToken cancellationToken)
    {
        var path = Checkout.Beside("data/grading/openai_grader_verdicts.jsonl");
        if (!File.Exists(path))
        {
            return null;
        }

        var rows = (await File.ReadAllLinesAsync(path, cancellationToken)).Select(line =>
            JsonDocument.Parse(line).RootElement
        );
        return [.. rows.Select(row => (row.GetProperty("given").GetString(), row.GetProperty("gold").GetString()!))];
    }

    private static (string? Given, string Truth)[] MadePairs()
    {
        var random = new Random(1);
        Func<int, int, string>[] forms =
        [
            (a, _) => $"{a}",
            (a, b) => $"\\frac{{{a}}}{{{b}}}",
            (a, b) => $"{a}/{b}",
            (a, b) => $"{a}\\sqrt{{{b}}}",
            (a, b) => $"({a}, {b})",
            (a, b) => $"x^2 + {a}x - {b}",
            (a, b) => $"\\left[{a},\\frac{{{a}}}{{{b}}}\\right)",
            (a, b) => $"{a}.{b} \\text{{ cm}}",
        ];
        return
        [
            .. Enumerable
                .Range(0, 1000)
                .Select(_ =>
                    (
                        (string?)Form(random.Next(1, 12), random.Next(2, 12)),
                        Form(random.Next(1, 12), random.Next(2, 12))
                    )
                ),
        ];

        string Form(int a, int b) => forms[random.Next(forms.Length)](a, b);
    }
}
