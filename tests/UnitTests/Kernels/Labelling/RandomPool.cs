using Platform.Kernels.Labelling;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Labelling;

/// <summary>Random pools with many ties, and the same pools in another order.</summary>
internal static class RandomPool
{
    public static LabellingPool Make(ref SplitMix random, int problems, int samples, int levels, bool unknown = true)
    {
        var columns =
            new List<(int Problem, int Sample, int Subject, sbyte Verdict, double Score, double Uncertainty)>();
        for (int p = 0; p < problems; p++)
        {
            int count = random.Below(samples + 1);
            int subject = random.Below(3);
            for (int s = 0; s < count; s++)
            {
                columns.Add(
                    (
                        p,
                        7 * s,
                        subject,
                        (sbyte)(random.Below(unknown ? 3 : 2) - (unknown ? 1 : 0)),
                        random.Below(6) == 0 ? double.NegativeInfinity : -random.Below(levels),
                        random.Below(levels)
                    )
                );
            }
        }
        return Of([.. Enumerable.Range(0, problems).Select(p => $"k{p * 37 % 101}")], columns);
    }

    /// <summary>The same candidates, with problems and candidates in another order.</summary>
    public static LabellingPool Permuted(LabellingPool pool, ref SplitMix random)
    {
        var places = Enumerable.Range(0, pool.Keys.Length).ToArray();
        Shuffle.InPlace(places, ref random);
        var keys = new string[pool.Keys.Length];
        for (int p = 0; p < keys.Length; p++)
        {
            keys[places[p]] = pool.Keys[p];
        }
        var order = Enumerable.Range(0, pool.Count).ToArray();
        Shuffle.InPlace(order, ref random);
        return Of(
            keys,
            [
                .. order.Select(i =>
                    (
                        places[pool.Problem[i]],
                        pool.Sample[i],
                        pool.Subject[i],
                        pool.Verdict[i],
                        pool.Score[i],
                        pool.Uncertainty[i]
                    )
                ),
            ]
        );
    }

    private static LabellingPool Of(
        string[] keys,
        List<(int Problem, int Sample, int Subject, sbyte Verdict, double Score, double Uncertainty)> columns
    ) =>
        new(
            keys,
            [.. columns.Select(c => c.Problem)],
            [.. columns.Select(c => c.Sample)],
            [.. columns.Select(c => c.Subject)],
            [.. columns.Select(c => c.Verdict)],
            [.. columns.Select(c => c.Score)],
            [.. columns.Select(c => c.Uncertainty)]
        );
}
