namespace Platform.Kernels.Rollouts;

/// <summary>
/// Decides which prefixes of one problem's solutions are completed, round after round, and what the answers say about the
/// steps. It has no state besides what it was given, so the same answers always lead to the same next round: a process that
/// was killed repeats the answers that are stored.
/// </summary>
public abstract class RolloutPlan
{
    /// <summary>Most completions of a round: what one message may ask for.</summary>
    public const int MostCompletions = 64;

    private readonly Dictionary<string, double> _shares = new(StringComparer.Ordinal);
    private readonly RolloutRule _rule;
    private IReadOnlyList<PrefixToComplete>? _round;
    private long _completions;

    private protected RolloutPlan(RolloutRule rule) => _rule = rule;

    /// <summary>Rounds that are complete.</summary>
    public int Rounds { get; private set; }

    /// <summary>Tokens sampled so far.</summary>
    public long Tokens { get; private set; }

    /// <summary>Wrong completions that were searched for their first error, in their order; whole solutions.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Searched
    {
        get
        {
            Next();
            return Ended;
        }
    }

    /// <summary>The searches that have ended when the next round is known.</summary>
    private protected virtual IReadOnlyList<IReadOnlyList<string>> Ended => [];

    /// <param name="rule">The rule.</param>
    /// <param name="solutions">The problem's solutions in the order of their samples.</param>
    public static RolloutPlan Of(RolloutRule rule, IReadOnlyList<GradedSolution> solutions) =>
        rule.Method == RolloutMethod.OmegaPrm ? new OmegaPrmTree(rule, solutions) : new EveryPrefix(rule, solutions);

    /// <summary>The prefixes of the next round; empty if nothing is left to complete, or the tokens are spent.</summary>
    public IReadOnlyList<PrefixToComplete> Next()
    {
        if (_round is null)
        {
            _round =
                Tokens >= _rule.Tokens
                    ? []
                    :
                    [
                        .. Prefixes(Math.Max(1, MostCompletions / _rule.Completions))
                            .Select(
                                (prefix, i) =>
                                    new PrefixToComplete(
                                        prefix,
                                        _rule.Completions,
                                        _rule.Seed + _completions + ((long)i * _rule.Completions)
                                    )
                            ),
                    ];
        }

        return _round;
    }

    /// <summary>Adds the answers to <see cref="Next"/>, one for each of its prefixes.</summary>
    public void Add(IReadOnlyList<CompletedPrefix> answers)
    {
        var round = Next();
        ArgumentOutOfRangeException.ThrowIfNotEqual(answers.Count, round.Count);
        for (int i = 0; i < round.Count; i++)
        {
            Tokens += answers[i].Tokens;
            if (answers[i].Total > 0)
            {
                _shares[Key(round[i].Prefix)] = (double)answers[i].Right / answers[i].Total;
            }

            Completed(round[i].Prefix, answers[i]);
        }

        _completions += (long)round.Count * _rule.Completions;
        _round = null;
        Rounds++;
    }

    /// <summary>
    /// The labels of a solution: for every step the share of completions from there that end right; for the last step of a
    /// finished solution whether its answer is right. Null for steps from which nothing was completed.
    /// </summary>
    /// <param name="solution">A solution of the problem.</param>
    /// <returns>One value per step; null if no step has a value.</returns>
    public double?[]? Labels(GradedSolution solution)
    {
        Next();
        var labels = new double?[solution.Steps.Count];
        for (int step = 0; step < labels.Length; step++)
        {
            labels[step] = Share(solution.Steps, step + 1);
        }

        if (labels.Length > 0 && solution.Finished && IsJudged(solution))
        {
            labels[^1] = solution.Right ? 1 : 0;
        }

        return Array.Exists(labels, label => label is not null) ? labels : null;
    }

    /// <summary>Text that is equal for equal steps; no step contains NUL.</summary>
    public static string Key(IEnumerable<string> steps) => string.Join('\0', steps);

    /// <summary>Share of the completions of these steps that end right; null if there are none.</summary>
    private protected double? Share(IReadOnlyList<string> steps, int count) =>
        _shares.TryGetValue(Key(steps.Take(count)), out double share) ? share : null;

    /// <summary>The prefixes to complete next.</summary>
    private protected abstract IEnumerable<IReadOnlyList<string>> Prefixes(int most);

    /// <summary>Takes the answer to one of the prefixes.</summary>
    private protected virtual void Completed(IReadOnlyList<string> prefix, CompletedPrefix answer) { }

    /// <summary>Whether the grade of the answer is a label of the last step.</summary>
    private protected abstract bool IsJudged(GradedSolution solution);
}
