namespace Platform.Kernels.Rollouts;

/// <summary>
/// Math-Shepherd: completes every prefix of every solution except the whole one, whose answer is graded. A prefix that an
/// earlier solution has is not completed again.
/// </summary>
internal sealed class EveryPrefix : RolloutPlan
{
    /// <summary>Text of a round with more than one prefix, so that its message stays under 256 KiB as JSON.</summary>
    private const int MostCharacters = 60_000;

    private readonly Queue<IReadOnlyList<string>> _prefixes;

    public EveryPrefix(RolloutRule rule, IReadOnlyList<GradedSolution> solutions)
        : base(rule)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        _prefixes = new(
            solutions
                .SelectMany(s =>
                    Enumerable.Range(1, Math.Max(0, s.Steps.Count - 1)).Select(count => s.Steps.Take(count))
                )
                .Where(prefix => known.Add(Key(prefix)))
                .Select(prefix => prefix.ToArray())
        );
    }

    private protected override IEnumerable<IReadOnlyList<string>> Prefixes(int most)
    {
        int characters = 0;
        for (int i = 0; i < most && _prefixes.TryPeek(out var prefix); i++)
        {
            characters += prefix.Sum(step => step.Length);
            if (i > 0 && characters > MostCharacters)
            {
                yield break;
            }

            yield return _prefixes.Dequeue();
        }
    }

    /// <summary>Solutions that the limit of tokens has left out have no labels at all.</summary>
    private protected override bool IsJudged(GradedSolution solution) =>
        solution.Steps.Count == 1 || Share(solution.Steps, solution.Steps.Count - 1) is not null;
}
