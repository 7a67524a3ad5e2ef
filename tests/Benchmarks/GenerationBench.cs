using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Generator;
using Platform.Inference;
using Platform.Inference.Generation;
using Platform.Tests;
using Platform.Training;

namespace Platform.Benchmarks;

/// <summary>
/// Compares the local generator without its queue (prompts, sampling, text, steps; rows that are added and removed) with a
/// bare decode loop over the same graph, at a batch of 32, and a token that is scored with one that is sampled, with a reward
/// model of the same shape. The sides take turns. As is usual when generators are compared, the samples of the first
/// ratio are equally long (the end token is suppressed); those of the second end by themselves, so rows join and leave. The
/// language model is the first shipped one, or one that is trained briefly here.
/// </summary>
internal static class GenerationBench
{
    private const int Rounds = 5;
    private const int Problems = 8;
    private const int Samples = 64;

    // Many batches, as in an evaluation, so that the steps of the last few rows count for little.
    private const int EndingSamples = 256;
    private const int Batch = 32;
    private const int Length = 64;

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("generation-bench-").FullName;
        try
        {
            var examples = Examples(folder);
            var language = Shipped() ?? Train(folder, "lm", Objective.Language, examples, null, cancellationToken);
            var reward = Train(folder, "prm", Objective.Process, examples, language, cancellationToken);
            var endless = WithoutEnd(language, folder);

            var equal = await Compare(endless, null, Length, Batch, Samples, cancellationToken);
            yield return Ratio("generation.bare-ratio", equal.Wall, "x bare loop", 0.8);
            // Waiting threads do not spin, so CPU time says the same where other processes take the cores away.
            yield return Ratio("generation.bare-ratio.cpu", equal.Cpu, "x bare loop", 0.8);
            yield return Speed("generation.tokens-per-second", equal.Speed);
            yield return Speed("generation.bare.tokens-per-second", equal.Bare);

            var natural = await Compare(language, reward, int.MaxValue, Batch, EndingSamples, cancellationToken);
            yield return Ratio("generation.ends.bare-ratio", natural.Wall, "x bare loop", 0.8);
            yield return Ratio("generation.ends.bare-ratio.cpu", natural.Cpu, "x bare loop", 0.8);
            yield return Speed("generation.ends.tokens-per-second", natural.Speed);
            yield return Speed("generation.ends.bare.tokens-per-second", natural.Bare);
            using (var model = LanguageModel.Load(endless, new(Provider.Cpu)))
            {
                foreach (var result in PrefillBench.Run(model, Commands(1, 1)[0].Statement))
                {
                    yield return result;
                }
            }

            // Per token, since scoring runs the prompt with every sample and generating runs it once for all of them; and by CPU
            // time. The ratio falls when generating becomes faster; below 1, scoring itself would be slow: it reads the weights
            // once for up to 2048 tokens, decoding once for 32.
            yield return Ratio("generation.scoring-ratio", natural.Scoring, "x tokens/CPU s", 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Figures> Compare(
        string language,
        string? reward,
        int length,
        int batch,
        int samples,
        CancellationToken cancellationToken
    )
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var local = new LocalModel(
            LanguageModel.Load(language, new(Provider.Cpu)),
            "bench",
            new GeneratorOptions { BatchSize = batch },
            new GeneratorMetrics(services.GetRequiredService<IMeterFactory>())
        );
        using var scorer = reward is null ? null : RewardModel.Load(reward, new(Provider.Cpu));
        var commands = Commands(length, samples);
        var (_, first) = await Generate(local, commands, cancellationToken);
        using var bare = Bare(language, batch, local.Model, commands, first);
        bare.Run(1);

        var figures = new Figures([], [], [], [], []);
        for (var round = 0; round < Rounds; round++)
        {
            var (began, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
            var (tokens, texts) = await Generate(local, commands, cancellationToken);
            var (spent, seconds) = (Environment.CpuUsage.TotalTime - began, clock.Elapsed.TotalSeconds);
            (began, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
            var bareTokens = bare.Run(tokens);
            var (bareSpent, bareSeconds) = (Environment.CpuUsage.TotalTime - began, clock.Elapsed.TotalSeconds);
            figures.Speed.Add(tokens / seconds);
            figures.Bare.Add(bareTokens / bareSeconds);
            figures.Wall.Add(figures.Speed[^1] / figures.Bare[^1]);
            figures.Cpu.Add(tokens / spent.TotalSeconds / (bareTokens / bareSpent.TotalSeconds));
            began = Environment.CpuUsage.TotalTime;
            var scored = Score(scorer, commands, texts);
            var scoringSpent = Environment.CpuUsage.TotalTime - began;
            figures.Scoring.Add(scored / scoringSpent.TotalSeconds / (tokens / spent.TotalSeconds));
        }
        return figures;
    }

    private static BenchResult Ratio(string name, List<double> values, string unit, double? target) =>
        new(
            name,
            Median(values),
            unit,
            target is null ? "" : FormattableString.Invariant($">= {target}"),
            target is null ? null : Median(values) >= target
        );

    private static BenchResult Speed(string name, List<double> values) =>
        new(name, Median(values), "tokens/s", "", null);

    /// <summary>Runs all commands at once, as consumers would.</summary>
    private static async Task<(long Tokens, SampledText[][] Texts)> Generate(
        LocalModel local,
        IReadOnlyList<GenerateSolutions> commands,
        CancellationToken cancellationToken
    )
    {
        var texts = await Task.WhenAll(
            commands.Select(async command =>
            {
                var requests = LocalSampler.Requests(command, local.Model.Prompt(command.Statement));
                var sampled = await local.Sample(requests, interactive: false, cancellationToken);
                var generated = LocalSampler.Result(command, requests, sampled, local.Source, StepSplit.Newline);
                return generated.Failure is null ? sampled : throw new InvalidOperationException(generated.Failure);
            })
        );
        return (texts.SelectMany(t => t).Sum(t => (long)t.Tokens), texts);
    }

    /// <returns>Tokens scored.</returns>
    private static long Score(
        RewardModel? scorer,
        IReadOnlyList<GenerateSolutions> commands,
        IReadOnlyList<SampledText[]> texts
    )
    {
        if (scorer is null)
        {
            return 0;
        }

        var sequences = new List<TokenSequence>();
        foreach (var (command, sampled) in commands.Zip(texts))
        {
            var prefix = scorer.Template.Prefix(command.Statement);
            foreach (var text in sampled)
            {
                if (scorer.Template.Complete(prefix, text.Text.Split('\n')).Sequence is { } sequence)
                {
                    sequences.Add(sequence);
                }
            }
        }
        foreach (var batch in Packing.Pack(sequences.ConvertAll(s => s.Ids.Length), ScorerBench.Budget))
        {
            scorer.Score(Array.ConvertAll(batch, i => sequences[i]));
        }

        return sequences.Sum(s => (long)s.Ids.Length);
    }

    private static BareDecode Bare(
        string language,
        int batch,
        LanguageModel model,
        IReadOnlyList<GenerateSolutions> commands,
        IReadOnlyList<SampledText[]> texts
    ) =>
        new(
            language,
            batch,
            (int)commands.Average(c => model.Prompt(c.Statement).Length),
            (int)texts.SelectMany(t => t).Average(t => t.Tokens),
            0
        );

    private static List<GenerateSolutions> Commands(int length, int samples) =>
        [
            .. File.ReadLines(Checkout.Sample)
                .Take(Problems)
                .Select(line => new GenerateSolutions(
                    JsonDocument.Parse(line).RootElement.GetProperty("problem").GetString()!,
                    0,
                    samples,
                    new Sampling(MaxTokens: length)
                )),
        ];

    /// <summary>Copies the model, but with padding as the end token, which the model never samples.</summary>
    private static string WithoutEnd(string language, string folder)
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, "endless")).FullName;
        foreach (var file in Directory.GetFiles(language))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        var path = Path.Combine(copy, LanguageManifest.FileName);
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["end"] = new JsonArray(0);
        File.WriteAllText(path, manifest.ToJsonString());
        return copy;
    }

    private static string? Shipped() =>
        Directory
            .EnumerateDirectories(Path.Combine(Checkout.Root, "models"))
            .Order()
            .FirstOrDefault(d => File.Exists(Path.Combine(d, LanguageManifest.FileName)));

    /// <summary>Writes the sample pool's solutions as a training set.</summary>
    private static string Examples(string folder)
    {
        var path = Path.Combine(folder, "examples.jsonl");
        var examples = File.ReadLines(Checkout.Sample)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .SelectMany(
                p => p.GetProperty("solutions").EnumerateArray(),
                (p, s) =>
                    new TrainingExample(
                        p.GetProperty("problem").GetString()!,
                        [.. s.GetProperty("steps").EnumerateArray().Select(t => t.GetString()!)],
                        [.. s.GetProperty("steps").EnumerateArray().Select(_ => (short?)1)],
                        true
                    )
            );
        File.WriteAllLines(path, examples.Select(e => JsonSerializer.Serialize(e, JsonSerializerOptions.Web)));
        return path;
    }

    /// <summary>
    /// Trains a language model that writes solutions of natural length, or a reward model of which only the shape matters.
    /// </summary>
    private static string Train(
        string folder,
        string name,
        Objective objective,
        string examples,
        string? origin,
        CancellationToken cancellationToken
    ) =>
        ModelTrainer.Train(
            new TrainingPlan(
                Guid.Empty,
                name,
                objective,
                new TrainingRecipe { Epochs = objective == Objective.Language ? 0.4 : 0.01, WarmUp = 10 },
                "",
                examples,
                origin,
                null,
                Path.Combine(folder, name)
            ),
            _ => { },
            cancellationToken
        );

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    /// <summary>
    /// One figure per round: ratios of tokens per second by wall clock and by CPU time, both speeds, and scoring's tokens per
    /// second of CPU time relative to generation's.
    /// </summary>
    private sealed record Figures(
        List<double> Wall,
        List<double> Cpu,
        List<double> Speed,
        List<double> Bare,
        List<double> Scoring
    );
}
