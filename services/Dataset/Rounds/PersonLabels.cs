using Platform.Contracts;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Rounds;

/// <summary>Labels of a solution from a person's ratings: up to and including the first bad step.</summary>
internal static class PersonLabels
{
    /// <summary>
    /// Returns the labels, or null if a step before the first bad one has no rating; <paramref name="missing"/> is then its
    /// 0-based index. Ratings after the first bad step are left out.
    /// </summary>
    /// <param name="solution">The solution.</param>
    /// <param name="steps">Number of its steps.</param>
    /// <param name="finished">Whether the solution reached an answer.</param>
    /// <param name="ratings">Ratings in any order, at most one a step.</param>
    /// <param name="alternatives">Ratings of other completions; those of the first bad step become labels.</param>
    /// <param name="seconds">Time that the labeller took.</param>
    /// <param name="missing">The first step without a rating; -1 if none is missing.</param>
    public static SolutionLabels? Of(
        long solution,
        int steps,
        bool finished,
        IReadOnlyList<StepRating> ratings,
        IReadOnlyList<AlternativeStep> alternatives,
        double? seconds,
        out int missing
    )
    {
        var given = ratings.ToDictionary(r => r.Step, r => r.Rating);
        var labels = new StepLabel[steps];
        bool unsure = false;
        for (int step = 0; step < steps; step++)
        {
            if (!given.TryGetValue(step, out int? rating))
            {
                missing = step;
                return null;
            }

            labels[step] = new StepLabel(step, 0, rating, Unsure: rating is null);
            unsure |= rating is null;
            if (rating < 0)
            {
                for (int after = step + 1; after < steps; after++)
                {
                    labels[after] = new StepLabel(after, 0, null);
                }

                missing = -1;
                int bad = step;
                var others = alternatives
                    .Where(a => a.Step == bad)
                    .Select((a, i) => new StepLabel(bad, i + 1, a.Rating, Text: a.Text, Unsure: a.Rating is null));
                return new(solution, [.. labels, .. others], Outcome: false, seconds);
            }
        }

        missing = -1;
        // Without a bad step the solution is right, unless the labeller doubts a step or the solution has no answer.
        bool? outcome = unsure ? null : finished;
        return new(solution, labels, outcome, seconds);
    }
}
