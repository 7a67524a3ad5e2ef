using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Tests;

namespace Platform.Benchmarks.Running;

/// <summary>
/// The main job through the queue with one scorer: tokens per second compared with the bare loop over the same graph, for a
/// shipped model and random ones of the Llama family, and the share of an evaluation's wall time that is spent neither in the model nor in the selector. Times are Dataset's: from
/// acceptance to the last score, and to the report.
/// </summary>
internal static class QueueBench
{
    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var platform = await BenchPlatform.Start(cancellationToken);
        var shipped = Path.Combine(Checkout.Root, "models", "prm-maths");
        var sample = Checkout.Sample;
        await Import(platform, "warm-up", sample, cancellationToken);
        await platform.Evaluate("warm-up", ["prm-maths", "orm-maths"], cancellationToken);
        await Import(platform, "queue", sample, cancellationToken);
        foreach (
            var result in await Compare(
                platform,
                ("scorer.queue", "prm-maths", "queue", 0.9),
                shipped,
                ScorerBench.Messages("", int.MaxValue, int.MaxValue),
                cancellationToken
            )
        )
        {
            yield return result;
        }

        foreach (var size in RandomLlama.Sizes)
        {
            using var model = RandomLlama.Write(size);
            await ModelDirectory.Publish(model.Directory, request => request(platform.Dataset), cancellationToken);
            foreach (var part in (string[])[$"{size.Name}-warm-up", size.Name])
            {
                await ImportPart(platform, part, size, cancellationToken);
            }

            // The scorer loads the model.
            await platform.Evaluate($"{size.Name}-warm-up", [size.Name], cancellationToken);
            foreach (
                var result in await Compare(
                    platform,
                    ($"scorer.{size.Name}.queue", size.Name, size.Name, size.Target),
                    model.Directory,
                    ScorerBench.Messages("", size.Problems, size.Solutions),
                    cancellationToken
                )
            )
            {
                yield return result;
            }
        }

        var game24 = Checkout.Beside("data/game24/gpt4_cot_100samples_even.json");
        var (pool, file) = File.Exists(game24) ? ("game24", game24) : ("synthetic", sample);
        await Import(platform, pool, file, cancellationToken);
        var job = await platform.Evaluate(pool, ["prm-maths", "orm-maths"], cancellationToken);
        var share = 1 - (job.ModelSeconds + job.SelectSeconds) / Wall(job);
        yield return new($"evaluate.{pool}.bookkeeping-share", share, "of wall time", "<= 0.1", share <= 0.1);
        yield return new($"evaluate.{pool}.wall", Wall(job), "s", "", null);
    }

    /// <summary>Measures the bare loop before and after the evaluation of a pool by one model that is loaded.</summary>
    private static async Task<IReadOnlyList<BenchResult>> Compare(
        BenchPlatform platform,
        (string Figure, string Model, string Pool, double Target) what,
        string directory,
        List<ScoreSolutions> messages,
        CancellationToken cancellationToken
    )
    {
        var sequences = ScorerBench.Sequences(directory, messages);
        var (before, tokens) = Bare();
        var job = await platform.Evaluate(what.Pool, [what.Model], cancellationToken);
        var (after, _) = Bare();
        var speed = tokens / await platform.ScoringSeconds(job.Id, cancellationToken);
        var ratio = speed / ((before + after) / 2);
        var bar = FormattableString.Invariant($">= {what.Target}");
        return
        [
            new($"{what.Figure}.bare-ratio", ratio, "x bare loop", bar, ratio >= what.Target),
            new($"{what.Figure}.tokens-per-second", speed, "tokens/s", "", null),
        ];

        (double Speed, long Tokens) Bare()
        {
            using var bare = new BareLoop(Path.Combine(directory, "model.onnx"), sequences, ScorerBench.Budget, 0);
            bare.WarmUp();
            return (bare.Run(), bare.Tokens);
        }
    }

    /// <summary>Imports the first solutions of the sample pool's first problems.</summary>
    private static async Task ImportPart(
        BenchPlatform platform,
        string pool,
        RandomLlama.Size size,
        CancellationToken cancellationToken
    )
    {
        var lines = File.ReadLines(Checkout.Sample)
            .Take(size.Problems)
            .Select(line =>
            {
                var problem = JsonNode.Parse(line)!.AsObject();
                var solutions = problem["solutions"]!.AsArray();
                while (solutions.Count > size.Solutions)
                {
                    solutions.RemoveAt(solutions.Count - 1);
                }

                return problem.ToJsonString() + "\n";
            });
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines)));
        await platform.Dataset.Import(pool, null, file, cancellationToken);
    }

    private static double Wall(EvaluationStatus job) => (job.Ended!.Value - job.Submitted).TotalSeconds;

    private static async Task Import(
        BenchPlatform platform,
        string pool,
        string path,
        CancellationToken cancellationToken
    )
    {
        await using var file = File.OpenRead(path);
        await platform.Dataset.Import(pool, null, file, cancellationToken);
    }
}
