using System.Diagnostics;
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
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);
    private const int Repeats = 9;

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pairs = await RealPairs(cancellationToken) ?? MadePairs();
        foreach (var policy in Enum.GetValues<GradingPolicy>())
        {
            var name = $"grading.{policy.ToString().ToLowerInvariant()}";
            var speed = PairsPerSecond(pairs, policy);
            yield return new($"{name}.speed", speed, "pairs/s", ">= 100000", speed >= 100_000);
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
    /// Returns the pairs graded per second of CPU time on one core, regardless of other load, after warm-up.
    /// </summary>
    private static double PairsPerSecond((string? Given, string Truth)[] pairs, GradingPolicy policy)
    {
        Spend(WarmUp);
        var before = Environment.CpuUsage.TotalTime;
        var judged = Spend(Measured);
        return judged / (Environment.CpuUsage.TotalTime - before).TotalSeconds;

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
            return null;
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
