using System.Runtime.CompilerServices;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Tests;

namespace Platform.Benchmarks.Running;

/// <summary>
/// The main job through the queue with one scorer: tokens per second compared with the bare loop over the same graph, and
/// the share of an evaluation's wall time that is spent neither in the model nor in the selector. Times are Dataset's: from
/// acceptance to the last score, and to the report.
/// </summary>
internal static class QueueBench
{
    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var platform = await BenchPlatform.Start(cancellationToken);
        var directory = Path.Combine(Checkout.Root, "models", "prm-maths");
        var version = ModelDirectory.Version(await ModelDirectory.List(directory, cancellationToken));
        var sample = Checkout.Sample;
        await Import(platform, "warm-up", sample, cancellationToken);
        await platform.Evaluate("warm-up", ["prm-maths", "orm-maths"], cancellationToken);

        double before;
        long tokens;
        var sequences = ScorerBench.Sequences(directory, ScorerBench.Messages(version, int.MaxValue));
        using (var bare = new BareLoop(Path.Combine(directory, "model.onnx"), sequences, ScorerBench.Budget, 0))
        {
            bare.Run();
            before = bare.Run();
            tokens = bare.Tokens;
        }

        await Import(platform, "queue", sample, cancellationToken);
        var queue = await platform.Evaluate("queue", ["prm-maths"], cancellationToken);
        double after;
        using (var bare = new BareLoop(Path.Combine(directory, "model.onnx"), sequences, ScorerBench.Budget, 0))
        {
            bare.Run();
            after = bare.Run();
        }

        var speed = tokens / await platform.ScoringSeconds(queue.Id, cancellationToken);
        var ratio = speed / ((before + after) / 2);
        yield return new("scorer.queue.bare-ratio", ratio, "x bare loop", ">= 0.9", ratio >= 0.9);
        yield return new("scorer.queue.tokens-per-second", speed, "tokens/s", "", null);

        var game24 = Checkout.Beside("data/game24/gpt4_cot_100samples_even.json");
        var (pool, file) = File.Exists(game24) ? ("game24", game24) : ("synthetic", sample);
        await Import(platform, pool, file, cancellationToken);
        var job = await platform.Evaluate(pool, ["prm-maths", "orm-maths"], cancellationToken);
        var share = 1 - (job.ModelSeconds + job.SelectSeconds) / Wall(job);
        yield return new($"evaluate.{pool}.bookkeeping-share", share, "of wall time", "<= 0.1", share <= 0.1);
        yield return new($"evaluate.{pool}.wall", Wall(job), "s", "", null);
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
