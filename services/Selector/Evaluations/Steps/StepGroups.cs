using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Kernels.Statistics;

namespace Platform.Selector.Evaluations.Steps;

/// <summary>Rated steps by subject, by position of the step, and by length of the solution.</summary>
internal static class StepGroups
{
    /// <summary>The smallest number of each range of positions and lengths; the last range is open.</summary>
    private static readonly int[] Ranges = [1, 2, 3, 4, 5, 6, 9, 13, 21];

    /// <param name="problems">The problems.</param>
    /// <param name="threshold">NaN: nothing is predicted.</param>
    /// <param name="subjects">The subsets, as <see cref="Subjects"/> gives them.</param>
    /// <param name="intervals">For each subset, the interval of its first-error F1.</param>
    /// <param name="options">Threads.</param>
    public static IReadOnlyList<StepGroup> Of(
        RatedProblem[] problems,
        double threshold,
        IReadOnlyList<(string Name, int[] Problems)> subjects,
        IReadOnlyList<(double Low, double High)> intervals,
        SelectorOptions options
    ) =>
        [
            .. Groups(
                subjects.Count,
                s =>
                    Group(
                        "subject",
                        subjects[s].Name,
                        subjects[s].Problems.Select(p => problems[p]),
                        threshold,
                        _ => true,
                        null,
                        intervals[s]
                    ),
                options
            ),
            .. Groups(
                Ranges.Length,
                r => Group("position", Name(r), problems, threshold, _ => true, step => In(r, step.Position), null),
                options
            ),
            .. Groups(
                Ranges.Length,
                r => Group("length", Name(r), problems, threshold, s => In(r, s.Length), null, null),
                options
            ),
        ];

    /// <summary>The subjects with their problems, in ordinal order; none if no problem has a subject.</summary>
    public static IReadOnlyList<(string Name, int[] Problems)> Subjects(RatedProblem[] problems) =>
        problems.All(p => p.Subject is null)
            ? []
            :
            [
                .. problems
                    .Index()
                    .Where(p => p.Item.Solutions.Length > 0)
                    .GroupBy(p => p.Item.Subject ?? "unknown", p => p.Index)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => (g.Key, g.ToArray())),
            ];

    private static IEnumerable<StepGroup> Groups(int count, Func<int, StepGroup> group, SelectorOptions options)
    {
        var groups = new StepGroup[count];
        Parallel.For(0, count, options.Parallel, i => groups[i] = group(i));
        return groups.Where(g => g.Rated > 0);
    }

    private static StepGroup Group(
        string by,
        string name,
        IEnumerable<RatedProblem> problems,
        double threshold,
        Func<RatedSolution, bool> solutions,
        Func<RatedStep, bool>? steps,
        (double Low, double High)? interval
    )
    {
        var tally = new StepTally(threshold);
        var (scores, right) = (new List<double>(), new List<bool>());
        var own = new List<RatedStep>();
        foreach (var problem in problems)
        {
            foreach (var solution in problem.Solutions)
            {
                if (!solutions(solution))
                {
                    continue;
                }
                own.Clear();
                foreach (var step in problem.Steps.Slice(solution.From, solution.Count))
                {
                    if (steps is null || steps(step))
                    {
                        own.Add(step);
                    }
                }
                if (own.Count > 0)
                {
                    tally.Add(solution, CollectionsMarshal.AsSpan(own));
                    own.ForEach(s => scores.Add(s.Correct));
                    own.ForEach(s => right.Add(s.IsRight));
                }
            }
        }
        var roc = new Roc([.. scores], [.. right], new int[scores.Count]);
        return new StepGroup(
            by,
            name,
            tally.Solutions,
            tally.Rated,
            tally.Share(-1),
            StepTally.Number(roc.Area()),
            tally.Classes(),
            StepTally.Number(tally.CalibrationError),
            steps is null ? tally.FirstError(interval) : null
        );
    }

    private static bool In(int range, int number) =>
        number >= Ranges[range] && (range + 1 == Ranges.Length || number < Ranges[range + 1]);

    private static string Name(int range) =>
        range + 1 == Ranges.Length ? $"{Ranges[range]}+"
        : Ranges[range + 1] - Ranges[range] == 1 ? $"{Ranges[range]}"
        : $"{Ranges[range]}-{Ranges[range + 1] - 1}";
}
