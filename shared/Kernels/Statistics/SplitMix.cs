using System.Runtime.CompilerServices;

namespace Platform.Kernels.Statistics;

/// <summary>
/// A seeded generator whose numbers are the same on every version of the runtime: SplitMix64 (Steele, Lea, Flood 2014). The
/// state advances by the golden ratio and the output is a mix of the state, so a stream can start at any seed.
/// </summary>
public struct SplitMix(ulong seed)
{
    private ulong state = seed;

    /// <summary>
    /// A separate stream for one item of a seeded computation, independent of the order in which items are taken.
    /// </summary>
    public static SplitMix For(long seed, long item)
    {
        var outer = new SplitMix((ulong)seed);
        return new SplitMix(outer.Next() ^ new SplitMix((ulong)item * 0xD1342543DE82EF95 + 1).Next());
    }

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, <paramref name="bound"/>), 1 &lt;= bound; the bias is under bound / 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Below(int bound) => (int)(((Next() >> 32) * (uint)bound) >> 32);

    /// <summary>Uniform in [0, 1): the upper 53 bits times 2^-53.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Uniform() => (Next() >> 11) * (1.0 / (1L << 53));
}
