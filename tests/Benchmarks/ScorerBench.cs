using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Inference;
using Platform.Scorer;
using Platform.Tests;

namespace Platform.Benchmarks;

/// <summary>
/// Compares a scorer without its queue (tokenising, waiting, packing, reading the scores, results) with the bare loop over
/// the same graph with the same token budget, on the sample pool; the two take turns. The models are a shipped one and
/// random ones of the Llama family, whose tokenizer makes a token of every byte.
/// </summary>
internal static class ScorerBench
{
    private const int Rounds = 3;
    private const int Problems = 32;

    /// <summary>Solutions of a message.</summary>
    private const int MostSolutions = 64;

    /// <summary>The default token budget of a scorer.</summary>
    public const int Budget = ComputeLoop.CpuBudget;

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shipped = Path.Combine(Checkout.Root, "models", "prm-maths");
        foreach (var result in await Compare("scorer", shipped, (Problems, MostSolutions), 0.9, cancellationToken))
        {
            yield return result;
        }

        foreach (var size in RandomLlama.Sizes)
        {
            using var model = RandomLlama.Write(size);
            var what = (size.Problems, size.Solutions);
            foreach (
                var result in await Compare(
                    $"scorer.{size.Name}",
                    model.Directory,
                    what,
                    size.Target,
                    cancellationToken
                )
            )
            {
                yield return result;
            }
        }
    }

    private static async Task<IReadOnlyList<BenchResult>> Compare(
        string name,
        string directory,
        (int Problems, int Solutions) what,
        double target,
        CancellationToken cancellationToken
    )
    {
        var version = ModelDirectory.Version(await ModelDirectory.List(directory, cancellationToken));
        var messages = Messages(version, what.Problems, what.Solutions);
        using var cache = new ReadyCache(directory, version);
        await using var scorer = Build(cache.Path);
        var loop = scorer.Services.GetRequiredService<ComputeLoop>();
        await loop.StartAsync(cancellationToken);
        using var bare = new BareLoop(Path.Combine(directory, "model.onnx"), Sequences(directory, messages), Budget, 0);

        var (scorerSpeeds, bareSpeeds, paddings) = (new List<double>(), new List<double>(), new List<double>());
        var cpuRatios = new List<double>();
        using var padding = new PaddingListener();
        bare.WarmUp();
        await Score(scorer, messages[..1], cancellationToken);
        padding.TakeRatio();
        for (var round = 0; round < Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var bareSpeed = bare.Run();
            var between = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            await Score(scorer, messages, cancellationToken);
            var after = Environment.CpuUsage.TotalTime;
            cpuRatios.Add((between - before) / (after - between));
            bareSpeeds.Add(bareSpeed);
            scorerSpeeds.Add(bare.Tokens / clock.Elapsed.TotalSeconds);
            paddings.Add(padding.TakeRatio());
        }
        await loop.StopAsync(cancellationToken);

        var ratio = Median(scorerSpeeds.Zip(bareSpeeds, (s, b) => s / b));
        var cpu = Median(cpuRatios);
        var bar = FormattableString.Invariant($">= {target}");
        return
        [
            new($"{name}.loop.bare-ratio", ratio, "x bare loop", bar, ratio >= target),
            // Waiting threads do not spin, so CPU time says the same where other processes take the cores away.
            new($"{name}.loop.bare-ratio.cpu", cpu, "x bare loop", bar, cpu >= target),
            new($"{name}.loop.tokens-per-second", Median(scorerSpeeds), "tokens/s", "", null),
            new($"{name}.bare.tokens-per-second", Median(bareSpeeds), "tokens/s", "", null),
            // Rounds of a few solutions cannot be packed as well as full ones.
            what.Solutions < MostSolutions
                ? new($"{name}.padding", Median(paddings), "of tokens", "", null)
                : new($"{name}.padding", Median(paddings), "of tokens", "< 0.05", Median(paddings) < 0.05),
        ];
    }

    /// <summary>The sample pool as a scorer receives it: one message per problem.</summary>
    public static List<ScoreSolutions> Messages(string version, int problems, int solutionsEach) =>
        File.ReadLines(Checkout.Sample)
            .Take(problems)
            .Select(
                (line, problem) =>
                {
                    using var json = JsonDocument.Parse(line);
                    var solutions = json.RootElement.GetProperty("solutions").EnumerateArray().Take(solutionsEach);
                    return new ScoreSolutions(
                        version,
                        json.RootElement.GetProperty("problem").GetString()!,
                        [
                            .. solutions.Select(
                                (s, i) =>
                                    new SolutionToScore(
                                        problem * 64 + i,
                                        [.. s.GetProperty("steps").EnumerateArray().Select(t => t.GetString()!)]
                                    )
                            ),
                        ]
                    );
                }
            )
            .ToList();

    /// <summary>Returns the sequences that the model runs for these messages.</summary>
    public static List<TokenSequence> Sequences(string directory, IEnumerable<ScoreSolutions> messages)
    {
        using var model = RewardModel.Load(directory, new(Provider.Cpu));
        return messages
            .SelectMany(
                m => m.Solutions,
                (m, s) => model.Template.Complete(model.Template.Prefix(m.Statement), s.Steps).Sequence
            )
            .OfType<TokenSequence>()
            .ToList();
    }

    /// <summary>Scores as many messages at a time as a consumer would.</summary>
    private static Task Score(
        WebApplication scorer,
        List<ScoreSolutions> messages,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForEachAsync(
            messages,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = new ScorerOptions().Prefetch,
                CancellationToken = cancellationToken,
            },
            async (message, token) =>
            {
                var scored = await scorer.Services.GetRequiredService<SolutionScoring>().Score(message, token);
                if (scored.Solutions.Any(s => s.Failure is not null))
                {
                    throw new InvalidOperationException(scored.Solutions.First(s => s.Failure is not null).Failure);
                }
            }
        );

    private static WebApplication Build(string cache)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(HttpApis.For<IDatasetApi>(new HttpClient { BaseAddress = new("http://unused") }));
        builder.AddScoring();
        builder.Services.Configure<ScorerOptions>(o => (o.CachePath, o.Provider) = (cache, Provider.Cpu));
        return builder.Build();
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>A cache that already contains the model, so that nothing is fetched.</summary>
    private sealed class ReadyCache : IDisposable
    {
        public ReadyCache(string directory, string version)
        {
            var target = Directory.CreateDirectory(System.IO.Path.Combine(Path, version)).FullName;
            foreach (var file in Directory.GetFiles(directory))
            {
                File.Copy(file, System.IO.Path.Combine(target, System.IO.Path.GetFileName(file)));
            }
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("scorer-bench-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
