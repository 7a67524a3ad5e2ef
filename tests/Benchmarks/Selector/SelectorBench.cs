using System.Diagnostics;
using System.Runtime.CompilerServices;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;
using Platform.Selector;
using Platform.Selector.Evaluations;
using Platform.Selector.Evaluations.Steps;

namespace Platform.Benchmarks.Selector;

/// <summary>
/// Every strategy and every N of 500 problems x 1860 candidates on two threads; and exact best-of-N for every N, compared
/// with the official simulation (400 random subsets for each of 14 N), one thread each, over the same problems.
/// </summary>
internal static class SelectorBench
{
    private const int Problems = 500;
    private const int Samples = 1860;

    // Simulated over one problem in ten and multiplied: it costs the same for each.
    private const int Share = 10;
    private static readonly int[] Official = [10, 25, 50, 75, 100, 200, 300, 400, 500, 750, 1000, 1250, 1500, 1860];

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var (header, problems) = SyntheticPool.Make(Problems, Samples, seed: 1);
        var options = new SelectorOptions { Threads = 2 };
        double best = double.PositiveInfinity;
        double cpu = double.PositiveInfinity;
        int strategies = 0;
        for (int run = 0; run < 4; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            var used = Environment.CpuUsage.TotalTime;
            strategies = Report.Build(header, problems, options).Strategies.Count;
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
            cpu = Math.Min(cpu, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        }
        yield return new("selector.report.strategies", strategies, "strategies", "", null);
        yield return new("selector.report.500x1860.wall", best, "s", "<= 2", best <= 2);
        yield return new("selector.report.500x1860.cpu", cpu, "s", "", null);

        var (labelledHeader, labelled) = SyntheticPool.Labelled(header, problems);
        var resamples = new Resamples(Problems, options.Resamples, header.Seed);
        double steps = double.PositiveInfinity;
        int rated = 0;
        for (int run = 0; run < 2; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            rated = RatedSteps.Of(labelledHeader, header.Models, labelled, resamples, options)[0].Rated;
            steps = Math.Min(steps, watch.Elapsed.TotalSeconds);
        }
        yield return new("selector.steps.rated", rated, "steps", "", null);
        yield return new("selector.steps.500x1860.wall", steps, "s", "", null);

        var set = Strategies.For(header.Models);
        var candidates = Array.ConvertAll(problems, p => Candidates.Read(p, header.Models, set));
        double exact = double.PositiveInfinity;
        double simulated = double.PositiveInfinity;
        double difference = 0;
        for (int run = 0; run < 3; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            var curve = Exact(candidates);
            exact = Math.Min(exact, watch.Elapsed.TotalSeconds);
            watch.Restart();
            var means = Simulate(candidates);
            simulated = Math.Min(simulated, watch.Elapsed.TotalSeconds * Share);
            var same = Exact([.. candidates.Where((_, p) => p % Share == 0)]);
            difference = Official.Select((n, i) => Math.Abs(same[n - 1] - means[i])).Max();
            _ = curve;
        }
        double ratio = simulated / exact;
        yield return new("selector.best-of-n.exact", exact, "s", "", null);
        yield return new("selector.best-of-n.simulation-x10-of-50-problems", simulated, "s", "", null);
        yield return new("selector.best-of-n.exact-over-simulation", ratio, "x faster", ">= 500", ratio >= 500);
        yield return new(
            "selector.best-of-n.largest-difference",
            difference,
            "accuracy",
            "<= 0.005",
            difference <= 0.005
        );
    }

    /// <summary>
    /// PRM product, mean over problems, every N: a curve is linear in its steps, so the mean steps give the mean curve.
    /// </summary>
    private static double[] Exact(Candidates[] problems)
    {
        var table = new SelectionTable(Samples);
        var buffers = new RankBuffers();
        var steps = new double[Samples + 1];
        var sum = new double[Samples + 1];
        foreach (var problem in problems)
        {
            BestOfN.Steps(problem.Scores[0], problem.Correct, steps, buffers);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += steps[i];
            }
        }
        foreach (ref double step in sum.AsSpan())
        {
            step /= problems.Length;
        }
        var mean = new double[Samples];
        table.Curves(sum, mean);
        return mean;
    }

    /// <summary>
    /// The same from 400 subsets for each official N: a partial shuffle, and the best of the drawn samples.
    /// </summary>
    private static double[] Simulate(Candidates[] problems)
    {
        var means = new double[Official.Length];
        var order = new int[Samples];
        var chosen = problems.Where((_, p) => p % Share == 0).ToArray();
        for (int p = 0; p < chosen.Length; p++)
        {
            var random = SplitMix.For(7, p);
            var scores = new double[Samples];
            var correct = new byte[Samples];
            scores.AsSpan().Fill(double.NegativeInfinity);
            chosen[p].Scores[0].CopyTo(scores, 0);
            chosen[p].Correct.CopyTo(correct, 0);
            for (int i = 0; i < Samples; i++)
            {
                order[i] = i;
            }
            for (int n = 0; n < Official.Length; n++)
            {
                int right = 0;
                for (int subset = 0; subset < 400; subset++)
                {
                    int picked = 0;
                    double best = double.NegativeInfinity;
                    for (int i = 0; i < Official[n]; i++)
                    {
                        int j = i + random.Below(Samples - i);
                        (order[i], order[j]) = (order[j], order[i]);
                        if (scores[order[i]] > best)
                        {
                            best = scores[order[i]];
                            picked = order[i];
                        }
                    }
                    right += double.IsNegativeInfinity(best) ? 0 : correct[picked];
                }
                means[n] += right / 400.0 / chosen.Length;
            }
        }
        return means;
    }
}
