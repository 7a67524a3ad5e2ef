using Platform.Contracts;
using Platform.Kernels.Statistics;

namespace Platform.Dataset.Quality;

/// <summary>Agreement between people from their labels. Steps that somebody has not rated, or is unsure of, do not count.</summary>
internal static class PeopleAgreement
{
    /// <summary>-1, 0 and 1.</summary>
    private const int Categories = 3;

    /// <param name="round">The labelling.</param>
    /// <param name="labels">At most one of a labeller for each solution.</param>
    public static RoundAgreement Of(Guid round, IReadOnlyList<LabelledSolution> labels)
    {
        var common = labels.GroupBy(l => l.Solution).Where(g => g.Count() > 1).ToList();
        var counts = common.SelectMany(g => Counts([.. g.Select(l => l.Labels)])).ToArray();
        var disagreements = common.Where(g => Disagree([.. g.Select(l => l.Labels)])).ToList();
        string[] people = [.. common.SelectMany(g => g.Select(l => l.Labels.Labeller)).Distinct().Order()];
        var by = labels.ToDictionary(l => (l.Solution, l.Labels.Labeller), l => l.Labels);
        long[] solutions = [.. common.Select(g => g.Key)];
        return new(
            round,
            common.Count,
            counts.Chunk(Categories).Count(c => c.Sum() > 1),
            Defined(FleissKappa.Of(counts, Categories)),
            disagreements.Count,
            disagreements.Count(g => g.Any(l => l.Adjudicated)),
            [
                .. people.SelectMany(
                    (first, i) =>
                        people.Skip(i + 1).Select(second => Pair(first, second, solutions, by)).OfType<PairAgreement>()
                ),
            ]
        );
    }

    /// <summary>Whether the first bad step or the verdict differs.</summary>
    public static bool Disagree(IReadOnlyList<LabellerSteps> labels) =>
        labels.Select(l => (FirstBad(l), l.Outcome)).Distinct().Count() > 1;

    private static PairAgreement? Pair(
        string first,
        string second,
        long[] solutions,
        Dictionary<(long, string), LabellerSteps> labels
    )
    {
        var (shared, same) = (0, 0);
        List<int> ones = [];
        List<int> others = [];
        foreach (long solution in solutions)
        {
            if (
                !labels.TryGetValue((solution, first), out var one)
                || !labels.TryGetValue((solution, second), out var other)
            )
            {
                continue;
            }

            shared++;
            same += FirstBad(one) == FirstBad(other) ? 1 : 0;
            foreach (var (a, b) in one.Steps.Zip(other.Steps))
            {
                if (a is { } x && b is { } y)
                {
                    ones.Add(x + 1);
                    others.Add(y + 1);
                }
            }
        }

        return shared == 0
            ? null
            : new(
                first,
                second,
                shared,
                same,
                ones.Count,
                ones.Zip(others).Count(p => p.First == p.Second),
                Defined(CohenKappa.Of([.. ones], [.. others], Categories))
            );
    }

    /// <summary>Number of ratings by step and category.</summary>
    private static IEnumerable<int> Counts(IReadOnlyList<LabellerSteps> labels) =>
        Enumerable
            .Range(0, labels.Max(l => l.Steps.Count))
            .SelectMany(step =>
                Enumerable
                    .Range(-1, Categories)
                    .Select(value => labels.Count(l => step < l.Steps.Count && l.Steps[step] == value))
            );

    private static int FirstBad(LabellerSteps labels) => labels.Steps.ToList().FindIndex(s => s < 0);

    private static double? Defined(double kappa) => double.IsNaN(kappa) ? null : kappa;
}

/// <summary>A labeller's labels of a solution.</summary>
/// <param name="Solution">The solution.</param>
/// <param name="Labels">The labels.</param>
/// <param name="Adjudicated">Whether an adjudicator has decided about the solution.</param>
internal sealed record LabelledSolution(long Solution, LabellerSteps Labels, bool Adjudicated);
