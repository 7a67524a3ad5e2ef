using Platform.Contracts;
using Platform.Kernels.Labelling;

namespace Platform.Selector.Selections;

/// <summary>Counts and distributions of a selection and of what it could choose from.</summary>
internal static class SelectionFigures
{
    private const int Bins = 10;

    /// <param name="read">What was read of each problem.</param>
    /// <param name="solutions">The candidates of all problems.</param>
    /// <param name="pool">The same as columns.</param>
    /// <param name="picks">What was chosen.</param>
    /// <param name="reasons">The reason of each pick.</param>
    /// <param name="subjects">The subjects.</param>
    public static SelectionReport Of(
        Candidates[] read,
        Candidate[] solutions,
        LabellingPool pool,
        List<Pick> picks,
        string[] reasons,
        SubjectNumbers subjects
    )
    {
        var leftOut = new int[Enum.GetValues<LeftOut>().Length];
        foreach (var problem in read)
        {
            for (int i = 0; i < leftOut.Length; i++)
            {
                leftOut[i] += problem.Counts[i];
            }
        }
        Candidate[] chosen = [.. picks.Select(p => solutions[p.Candidate])];
        return new(
            read.Length,
            picks.Select(p => pool.Problem[p.Candidate]).Distinct().Count(),
            leftOut.Sum(),
            LeftOutNames.Counts(leftOut),
            Profile(solutions),
            Profile(chosen),
            [
                .. chosen
                    .Zip(reasons)
                    .GroupBy(c => c.Second, c => c.First)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new ReasonProfile(g.Key, Profile([.. g]))),
            ],
            BySubject(pool, picks, subjects),
            ByScore(solutions, chosen),
            ByLength(solutions, chosen)
        );
    }

    private static SolutionProfile Profile(Candidate[] solutions) =>
        new(
            solutions.Length,
            solutions.Count(s => s.Verdict == 1),
            solutions.Count(s => s.Verdict == 0),
            Spread(Array.ConvertAll(solutions, s => Math.Exp(s.Score))),
            Spread(Array.ConvertAll(solutions, s => (double)s.Steps)),
            Spread(Array.ConvertAll(solutions, s => (double)s.Characters))
        );

    private static Spread? Spread(double[] values)
    {
        if (values.Length == 0)
        {
            return null;
        }
        Array.Sort(values);
        return new(values.Average(), Quantile(values, 0.1), Quantile(values, 0.5), Quantile(values, 0.9));
    }

    /// <summary>Nearest rank: the least value that at least this share of the values does not exceed.</summary>
    private static double Quantile(double[] sorted, double share) =>
        sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length - 1e-9) - 1)];

    private static IReadOnlyList<SubjectCounts> BySubject(LabellingPool pool, List<Pick> picks, SubjectNumbers subjects)
    {
        var selectable = new int[subjects.Names.Length];
        var selected = new int[subjects.Names.Length];
        var wrong = new int[subjects.Names.Length];
        foreach (int subject in pool.Subject)
        {
            selectable[subject]++;
        }
        foreach (var pick in picks)
        {
            selected[pool.Subject[pick.Candidate]]++;
            wrong[pool.Subject[pick.Candidate]] += pool.Verdict[pick.Candidate] == 0 ? 1 : 0;
        }
        return [.. subjects.Names.Select((n, i) => new SubjectCounts(n, selectable[i], selected[i], wrong[i]))];
    }

    private static IReadOnlyList<BinCounts> ByScore(Candidate[] solutions, Candidate[] chosen)
    {
        var all = new int[Bins];
        var own = new int[Bins];
        foreach (var s in solutions)
        {
            all[Bin(s)]++;
        }
        foreach (var s in chosen)
        {
            own[Bin(s)]++;
        }
        return
        [
            .. Enumerable.Range(0, Bins).Select(b => new BinCounts((double)b / Bins, (b + 1.0) / Bins, all[b], own[b])),
        ];

        static int Bin(Candidate s) => Math.Clamp((int)(Math.Exp(s.Score) * Bins), 0, Bins - 1);
    }

    private static IReadOnlyList<BinCounts> ByLength(Candidate[] solutions, Candidate[] chosen)
    {
        if (solutions.Length == 0)
        {
            return [];
        }
        var lengths = Array.ConvertAll(solutions, s => s.Characters);
        Array.Sort(lengths);
        int[] ends =
        [
            .. Enumerable
                .Range(1, Bins)
                .Select(b => lengths[(int)(((long)b * lengths.Length + Bins - 1) / Bins) - 1])
                .Distinct(),
        ];
        var all = new int[ends.Length];
        var own = new int[ends.Length];
        foreach (int length in lengths)
        {
            all[Bin(length)]++;
        }
        foreach (var s in chosen)
        {
            own[Bin(s.Characters)]++;
        }
        return [.. ends.Select((end, b) => new BinCounts(b == 0 ? lengths[0] : ends[b - 1] + 1, end, all[b], own[b]))];

        int Bin(int length)
        {
            int found = Array.BinarySearch(ends, length);
            return found < 0 ? ~found : found;
        }
    }
}
