namespace Platform.Kernels.Rollouts;

/// <summary>
/// OmegaPRM: a tree of prefixes per problem, whose root's completions are the problem's solutions. Again and again a wrong
/// completion is chosen, and a binary search completes prefixes of it until its first error is known. Every prefix that is
/// completed becomes a state, whose wrong completions can be chosen in turn.
/// </summary>
/// <remarks>
/// A completion r of the state s is chosen by the largest Q(s, r) + U(s), with Q = alpha^(1 - MC(s)) * beta^(|r| / L) and
/// U = c * sqrt(sum of all visits) / (1 + visits of s), among states with 0 &lt; MC &lt; 1, and MC the share of completions
/// that end right (Luo et al. 2024, section 3.3, with the constants of its section 4.1). Lengths are in characters, with four
/// characters for each of the paper's 500 tokens, because the tokens of imported solutions are unknown.
/// </remarks>
internal sealed class OmegaPrmTree : RolloutPlan
{
    private const double Alpha = 0.5;
    private const double Beta = 0.9;
    private const double Length = 2000;
    private const double Exploration = 0.125;

    private readonly Dictionary<string, State> _states = new(StringComparer.Ordinal);
    private readonly List<Candidate> _candidates = [];
    private readonly List<IReadOnlyList<string>> _searched = [];
    private readonly int _most;
    private Search? _search;
    private int _searches;

    public OmegaPrmTree(RolloutRule rule, IReadOnlyList<GradedSolution> solutions)
        : base(rule)
    {
        _most = rule.Searches;
        var root = new State(0, Mean(solutions.Count(s => s.Right), solutions.Count));
        _states.Add("", root);
        Add(root, solutions.Where(s => s.Finished && !s.Right).Select(s => s.Steps));
    }

    private protected override IReadOnlyList<IReadOnlyList<string>> Ended => _searched;

    private protected override IEnumerable<IReadOnlyList<string>> Prefixes(int most)
    {
        while ((_search ??= Choose()) is { } search)
        {
            while (search.High - search.Low > 1)
            {
                int middle = (search.Low + search.High) / 2;
                string[] prefix = [.. search.Steps.Take(middle)];
                if (!_states.TryGetValue(Key(prefix), out var state))
                {
                    return [prefix];
                }

                search.Narrow(middle, state.Mean > 0);
            }

            _searched.Add(search.Steps);
            _search = null;
        }

        return [];
    }

    private protected override void Completed(IReadOnlyList<string> prefix, CompletedPrefix answer)
    {
        if (answer.Total == 0)
        {
            // Nothing is known about this prefix, so this search cannot go on.
            _search = null;
            return;
        }

        var state = new State(prefix.Count, Mean(answer.Right, answer.Total));
        _states.Add(Key(prefix), state);
        Add(state, answer.Wrong);
    }

    /// <summary>A wrong answer is a label once the search has looked for the error before it.</summary>
    private protected override bool IsJudged(GradedSolution solution) =>
        solution.Right ? _states.Count > 1 : _searched.Any(s => s.SequenceEqual(solution.Steps));

    private static double Mean(int right, int total) => total == 0 ? 0 : (double)right / total;

    private void Add(State state, IEnumerable<IReadOnlyList<string>> wrong)
    {
        if (state.Mean is > 0 and < 1)
        {
            _candidates.AddRange(wrong.Where(s => s.Count > state.Steps).Select(s => new Candidate(state, s)));
        }
    }

    private Search? Choose()
    {
        if (_searches == _most || _candidates.Count == 0)
        {
            return null;
        }

        double visits = Math.Sqrt(_states.Values.Sum(s => s.Visits));
        // Of equal ones the first, which has waited longest.
        var best = _candidates.MaxBy(c => c.Value + (Exploration * visits / (1 + c.State.Visits)))!;
        _candidates.Remove(best);
        _searches++;
        best.State.Visits++;
        return new(best.Steps, best.State.Steps, best.Steps.Count);
    }

    /// <param name="steps">Length of the prefix.</param>
    /// <param name="mean">Share of its completions that end right.</param>
    private sealed class State(int steps, double mean)
    {
        public int Steps => steps;
        public double Mean => mean;

        /// <summary>How often one of its completions was chosen.</summary>
        public int Visits { get; set; }
    }

    /// <summary>A wrong completion of a state, as a whole solution.</summary>
    private sealed record Candidate(State State, IReadOnlyList<string> Steps)
    {
        public double Value { get; } =
            Math.Pow(Alpha, 1 - State.Mean)
            * Math.Pow(Beta, Steps.Skip(State.Steps).Sum(s => (double)s.Length) / Length);
    }

    /// <summary>The first error is after the step <see cref="Low"/> and not after <see cref="High"/>, counted from 1.</summary>
    private sealed class Search(IReadOnlyList<string> steps, int low, int high)
    {
        public IReadOnlyList<string> Steps => steps;
        public int Low { get; private set; } = low;
        public int High { get; private set; } = high;

        public void Narrow(int middle, bool ends) => (Low, High) = ends ? (middle, High) : (Low, middle);
    }
}
