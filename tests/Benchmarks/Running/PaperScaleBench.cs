using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Platform.Kernels.Statistics;

namespace Platform.Benchmarks.Running;

/// <summary>
/// The scale of "Let's Verify Step by Step": a file of 500 problems with 1,860 solutions each and a score for every step, about
/// 600 MB, imported and reported. Seconds, and the peak resident memory of Dataset and the selector.
/// </summary>
internal static class PaperScaleBench
{
    private const int Problems = 500;
    private const int Samples = 1860;
    private const int Steps = 7;

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string path = Path.GetTempFileName();
        try
        {
            await Write(path, cancellationToken);
            yield return new("paper.file", new FileInfo(path).Length / 1e6, "MB", "", null);
            await using var platform = await BenchPlatform.Start(cancellationToken);
            var clock = Stopwatch.StartNew();
            await using (var file = File.OpenRead(path))
            {
                var result = await platform.Dataset.Import("paper", "pool", file, cancellationToken);
                if (result is not { Solutions: Problems * Samples, Scores: Problems * Samples, ErrorCount: 0 })
                {
                    throw new InvalidOperationException($"The import gave {result}.");
                }
            }

            yield return At("paper.import", clock.Elapsed.TotalSeconds, "s", 20);
            clock.Restart();
            await platform.Evaluate("paper", [], cancellationToken);
            yield return At("paper.report", clock.Elapsed.TotalSeconds, "s", 10);
            yield return At("paper.memory.dataset", platform.PeakMegabytes("dataset"), "MB", 600);
            yield return At("paper.memory.selector", platform.PeakMegabytes("selector"), "MB", 600);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static BenchResult At(string name, double value, string unit, double most) =>
        new(name, value, unit, $"<= {most}", value <= most);

    private static async Task Write(string path, CancellationToken cancellationToken)
    {
        await using var file = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 20);
        var random = SplitMix.For(7, 0);
        for (var problem = 0; problem < Problems; problem++)
        {
            var line = new StringBuilder();
            double ability = Math.Pow(random.Uniform(), 1.5);
            line.Append(
                CultureInfo.InvariantCulture,
                $"{{\"id\":\"p{problem}\",\"problem\":\"What is the sum of problem {problem}?\",\"answer\":\"{problem}\",\"solutions\":["
            );
            for (var sample = 0; sample < Samples; sample++)
            {
                Solution(line, problem, sample, ability, ref random);
            }

            await file.WriteLineAsync(line.Append("]}"), cancellationToken);
        }
    }

    private static void Solution(StringBuilder line, int problem, int sample, double ability, ref SplitMix random)
    {
        // Problems from hopeless to easy; wrong answers have a long tail.
        int answer =
            problem + (random.Uniform() < ability ? 0 : 1 + (int)Math.Min(300, Math.Pow(1 - random.Uniform(), -2) - 1));
        line.Append(sample == 0 ? "{\"steps\":[" : ",{\"steps\":[");
        for (var step = 1; step < Steps; step++)
        {
            line.Append(
                CultureInfo.InvariantCulture,
                $"\"Step {step} of sample {sample}: since {problem} + {step} = {problem + step}, the sum is {(problem + step) * sample}.\","
            );
        }

        line.Append(
            CultureInfo.InvariantCulture,
            $"\"# Answer\\n{answer}\"],\"scores\":{{\"prm\":{{\"kind\":\"process\",\"probabilities\":["
        );
        for (var step = 0; step < Steps; step++)
        {
            line.Append(CultureInfo.InvariantCulture, $"{(step == 0 ? "" : ",")}[{random.Uniform():F6}]");
        }

        line.Append("]}}}");
    }
}
