using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.Kernels.Labelling;

/// <summary>
/// Chooses the solutions to label. A policy is a sequence of passes: each goes through the candidates in one order and takes
/// those that it may, until the limits per problem, per subject and in total are reached. Equal candidates follow the order
/// of problem keys and samples, and chance depends on seed, key and sample, so the order of the input changes nothing.
/// </summary>
public static class LabellingChoice
{
    /// <summary>Numbers of independent random streams.</summary>
    private const long UniformStream = 1;
    private const long InjectedStream = 2;
    private const long RoundingStream = 3;

    /// <summary>The chosen candidates, by problem key and rank.</summary>
    /// <exception cref="ArgumentException">The rule has no limit per problem and none in total.</exception>
    public static List<Pick> Of(LabellingPool pool, LabellingRule rule)
    {
        if (rule.PerProblem is null && rule.Total is null)
        {
            throw new ArgumentException("A rule needs a limit per problem or in total.", nameof(rule));
        }
        var keys = CanonicalKeys(pool, out var byKey);
        var canonical = Enumerable.Range(0, pool.Count).ToArray();
        Array.Sort(keys, canonical);

        var ranked = Descending(canonical, rule.Policy == LabellingPolicy.Uncertain ? pool.Uncertainty : pool.Score);
        var identities = Array.ConvertAll(pool.Keys, Hash);
        var limits = Limits.Of(pool, rule, Rounding(byKey, identities, rule.Seed));
        var taking = new Taking(pool, rule.PerSubject);

        if (limits.Injected > 0)
        {
            var random = Random(pool, canonical, identities, rule.Seed, InjectedStream);
            taking.Pass(random, PickReason.Injected, 1, limits.InjectedOf, limits.Injected);
        }
        switch (rule.Policy)
        {
            case LabellingPolicy.ConvincingWrong:
                taking.Pass(ranked, PickReason.ConvincingWrong, 0, limits.ChosenOf, limits.Chosen);
                break;
            case LabellingPolicy.Mixed:
                var wrong = taking.Pass(ranked, PickReason.ConvincingWrong, 0, limits.WrongOf, limits.Wrong);
                for (int p = 0; p < wrong.Length; p++)
                {
                    limits.ChosenOf[p] -= wrong[p];
                }
                taking.Pass(
                    ranked,
                    PickReason.Convincing,
                    null,
                    limits.ChosenOf,
                    limits.Chosen - wrong.Sum(w => (long)w)
                );
                break;
            case LabellingPolicy.Uniform:
                var shuffled = Random(pool, canonical, identities, rule.Seed, UniformStream);
                taking.Pass(shuffled, PickReason.Uniform, null, limits.ChosenOf, limits.Chosen);
                break;
            default:
                taking.Pass(ranked, PickReason.Uncertain, null, limits.ChosenOf, limits.Chosen);
                break;
        }
        return taking.Picks(ranked, byKey);
    }

    /// <summary>The place of each candidate in the order of keys and samples.</summary>
    /// <param name="pool">The candidates.</param>
    /// <param name="byKey">Written: the place of each problem in the order of keys.</param>
    private static ulong[] CanonicalKeys(LabellingPool pool, out int[] byKey)
    {
        var problems = Enumerable.Range(0, pool.Keys.Length).ToArray();
        Array.Sort((string[])pool.Keys.Clone(), problems, StringComparer.Ordinal);
        byKey = new int[problems.Length];
        for (int place = 0; place < problems.Length; place++)
        {
            byKey[problems[place]] = place;
        }
        var keys = new ulong[pool.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = (ulong)byKey[pool.Problem[i]] << 32 | (uint)pool.Sample[i];
        }
        return keys;
    }

    /// <summary>The candidates from the highest value to the lowest, equal ones in canonical order.</summary>
    private static int[] Descending(int[] canonical, double[] values)
    {
        var keys = Array.ConvertAll(canonical, c => RankSort.Key(values[c]));
        return Ascending(canonical, keys);
    }

    /// <summary>The candidates in a random order.</summary>
    private static int[] Random(LabellingPool pool, int[] canonical, ulong[] identities, long seed, long stream)
    {
        var keys = Array.ConvertAll(
            canonical,
            c => Draw(seed, stream, identities[pool.Problem[c]] + 0x9E3779B97F4A7C15 * (ulong)(uint)pool.Sample[c])
        );
        return Ascending(canonical, keys);
    }

    private static int[] Ascending(int[] canonical, ulong[] keys)
    {
        var places = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, places);
        for (int i = 0; i < keys.Length; )
        {
            int j = i + 1;
            while (j < keys.Length && keys[j] == keys[i])
            {
                j++;
            }
            Array.Sort(places, i, j - i);
            i = j;
        }
        return Array.ConvertAll(places, p => canonical[p]);
    }

    /// <summary>A random order of the problems, which decides whose quotas are rounded up.</summary>
    private static int[] Rounding(int[] byKey, ulong[] identities, long seed)
    {
        var problems = Enumerable.Range(0, identities.Length).ToArray();
        var draws = Array.ConvertAll(problems, p => (Draw(seed, RoundingStream, identities[p]), byKey[p]));
        Array.Sort(draws, problems);
        return problems;
    }

    private static ulong Draw(long seed, long stream, ulong identity) =>
        SplitMix.For(unchecked(seed * 4 + stream), unchecked((long)identity)).Next();

    /// <summary>FNV-1a over the characters of a key.</summary>
    private static ulong Hash(string key)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in key)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }
        return hash;
    }
}
