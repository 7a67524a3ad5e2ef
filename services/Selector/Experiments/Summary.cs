using Platform.Contracts;
using Platform.Selector.Evaluations;

namespace Platform.Selector.Experiments;

/// <summary>
/// Computes the report of an experiment: a pure function. Problems are resampled pool by pool, and the same resamples are
/// used for every arm and seed on a pool, so differences are paired. Seeds are not resampled: the value of each is given.
/// </summary>
internal static class Summary
{
    public static ExperimentReport Of(ExperimentArms arms, IReadOnlyList<TestedRuns> tested, int resamples)
    {
        int samples = tested.Min(t => t.Samples);
        var cells = new Cells(arms, tested, resamples);
        int[] at = [.. Powers(samples)];
        var keys = cells.Keys;
        return new(
            arms.Experiment,
            arms.Name,
            samples,
            [.. keys.Select(key => Curve(cells, key, at))],
            [.. arms.Pairs.SelectMany(pair => Differences(cells, pair, samples))],
            [.. Slopes(cells, samples)],
            [.. Savings(cells, samples)],
            [.. GroupAccuracies.Of(arms, tested, samples, resamples)],
            [.. arms.Runs.Select(r => r.Evaluation).Distinct()],
            resamples,
            [.. StepAreas.Of(tested)]
        );
    }

    private static IEnumerable<int> Powers(int samples)
    {
        for (int n = 1; n < samples; n *= 2)
        {
            yield return n;
        }

        yield return samples;
    }

    private static ArmCurve Curve(Cells cells, ArmKey key, IReadOnlyList<int> at) =>
        new(
            key.Arm,
            key.Test,
            key.Size,
            cells.StepLabels(key),
            [
                .. at.Select(n =>
                {
                    var seeds = cells.Seeds(key, n);
                    var mean = Resampled.MeanOf([.. seeds.Values]);
                    var (low, high) = mean.Interval();
                    double[] values = [.. seeds.Values.Select(s => Rounded(s.Value))];
                    return new ArmPoint(n, mean.Value, Rounded(low), Rounded(high), values, Deviation(values));
                }),
            ]
        );

    private static IEnumerable<ArmDifference> Differences(Cells cells, ArmPair pair, int samples)
    {
        foreach (var key in cells.Keys.Where(k => k.Arm == pair.Arm))
        {
            var other = cells.Keys.FirstOrDefault(k =>
                k.Arm == pair.Against && k.Test == key.Test && (k.Size == key.Size || k.Size is null)
            );
            if (other is null)
            {
                continue;
            }

            var ns = Pairs.At(samples);
            foreach (int n in ns)
            {
                yield return Difference(key, pair.Against, n, Between(cells, key, other, n));
            }

            if (ns is [var first, .., var last])
            {
                var (before, after) = (Between(cells, key, other, first), Between(cells, key, other, last));
                yield return Difference(
                    key,
                    pair.Against,
                    last,
                    after.ToDictionary(d => d.Key, d => d.Value - before[d.Key])
                ) with
                {
                    Since = first,
                };
            }
        }
    }

    /// <summary>The difference of two arms for every seed that both have.</summary>
    private static Dictionary<long, Resampled> Between(Cells cells, ArmKey key, ArmKey other, int n)
    {
        var (one, two) = (cells.Seeds(key, n), cells.Seeds(other, n));
        return one.Where(s => two.ContainsKey(s.Key)).ToDictionary(s => s.Key, s => s.Value - two[s.Key]);
    }

    private static ArmDifference Difference(ArmKey key, string against, int n, Dictionary<long, Resampled> seeds)
    {
        var mean = Resampled.MeanOf([.. seeds.Values]);
        var (low, high) = mean.Interval();
        return new(
            key.Arm,
            against,
            key.Test,
            key.Size,
            n,
            Rounded(mean.Value),
            Rounded(low),
            Rounded(high),
            [.. seeds.Values.Select(s => Rounded(s.Value))]
        );
    }

    private static IEnumerable<ArmSlope> Slopes(Cells cells, int samples)
    {
        foreach (var test in Scaled(cells))
        {
            Resampled? control = null;
            foreach (var (arm, keys) in test)
            {
                double[] sizes = [.. keys.Select(k => (double)k.Size!.Value)];
                var slope = Resampled.From(
                    [.. keys.Select(k => cells.Mean(k, samples))],
                    accuracies => Scaling.Slope(sizes, accuracies)
                );
                var (low, high) = slope.Interval();
                var ratio = control is null ? null : Resampled.From([slope, control], v => v[0] / v[1]);
                var ends = ratio?.Interval();
                yield return new(
                    arm,
                    keys[0].Test,
                    Rounded(slope.Value),
                    Rounded(low),
                    Rounded(high),
                    Known(ratio?.Value),
                    Known(ends?.Low),
                    Known(ends?.High)
                );
                control ??= slope;
            }
        }
    }

    private static IEnumerable<LabelSaving> Savings(Cells cells, int samples)
    {
        foreach (var test in Scaled(cells))
        {
            var control = test[0];
            foreach (var (arm, keys) in test.Skip(1))
            {
                foreach (string unit in (string[])["solutions", "steps"])
                {
                    double[] own = [.. keys.Select(k => Labels(cells, k, unit))];
                    double[] theirs = [.. control.Keys.Select(k => Labels(cells, k, unit))];
                    if (own.Concat(theirs).Any(double.IsNaN))
                    {
                        continue;
                    }

                    for (int i = 0; i < control.Keys.Count; i++)
                    {
                        double labels = theirs[i];
                        var ratio = Resampled.From(
                            [cells.Mean(control.Keys[i], samples), .. keys.Select(k => cells.Mean(k, samples))],
                            v => Scaling.Reaching(own, v[1..], v[0]) / labels
                        );
                        var (low, high) = ratio.Interval();
                        yield return new(
                            arm,
                            control.Arm,
                            keys[0].Test,
                            control.Keys[i].Size!.Value,
                            unit,
                            Known(ratio.Value),
                            Known(low),
                            Known(high),
                            Rounded(1 - (double)ratio.Draws.Count(double.IsNaN) / ratio.Draws.Length)
                        );
                    }
                }
            }
        }
    }

    /// <summary>For every test, the arms with several sizes, in order; the first is the control.</summary>
    private static IEnumerable<IReadOnlyList<(string Arm, IReadOnlyList<ArmKey> Keys)>> Scaled(Cells cells) =>
        cells
            .Keys.Where(k => k.Size is not null)
            .GroupBy(k => k.Test)
            .Select(test =>
                (IReadOnlyList<(string, IReadOnlyList<ArmKey>)>)
                    [
                        .. test.GroupBy(k => k.Arm)
                            .Select(arm => (arm.Key, (IReadOnlyList<ArmKey>)[.. arm.OrderBy(k => k.Size)]))
                            .Where(arm => arm.Item2.Count > 1),
                    ]
            )
            .Where(test => test.Count > 0);

    private static double Labels(Cells cells, ArmKey key, string unit) =>
        unit == "solutions" ? key.Size!.Value : cells.StepLabels(key) ?? double.NaN;

    private static double? Deviation(double[] values)
    {
        if (values.Length < 2)
        {
            return null;
        }

        double mean = values.Average();
        return Rounded(Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)));
    }

    private static double? Known(double? value) => value is { } v && double.IsFinite(v) ? Rounded(v) : null;

    /// <summary>Rounds to six digits, and never to minus zero.</summary>
    internal static double Rounded(double value) => Math.Round(value, 6) + 0.0;
}

/// <summary>An arm at one size on one test.</summary>
internal sealed record ArmKey(string Arm, string Test, int? Size);
