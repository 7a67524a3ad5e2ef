namespace Platform.Kernels.Statistics;

/// <summary>
/// Bootstrap resamples of P problems: how often each problem occurs in each resample. Drawn once and used for every strategy
/// and N, so that differences between strategies are paired.
/// </summary>
public sealed class Resamples
{
    /// <summary>Resamples that a kernel handles at once.</summary>
    internal const int Group = 4;

    /// <param name="problems">P, at least 1.</param>
    /// <param name="count">B, a multiple of 40: the interval's ends are then whole order statistics.</param>
    /// <param name="seed">The same seed gives the same resamples.</param>
    public Resamples(int problems, int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(problems, 1);
        if (count < 40 || count % 40 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, "The number of resamples is a multiple of 40.");
        }
        (Problems, Count) = (problems, count);
        Packed = new float[count * problems];
        for (int b = 0; b < count; b++)
        {
            var random = SplitMix.For(seed, b);
            for (int i = 0; i < problems; i++)
            {
                Packed[Index(b, random.Below(problems))]++;
            }
        }
    }

    /// <summary>P.</summary>
    public int Problems { get; }

    /// <summary>B.</summary>
    public int Count { get; }

    /// <summary>How often <paramref name="problem"/> occurs in resample <paramref name="resample"/>.</summary>
    public int Times(int resample, int problem) => (int)Packed[Index(resample, problem)];

    /// <summary>Groups of four resamples; within a group, four counts per problem, problem by problem.</summary>
    internal float[] Packed { get; }

    private int Index(int resample, int problem) =>
        resample / Group * Group * Problems + problem * Group + resample % Group;
}
