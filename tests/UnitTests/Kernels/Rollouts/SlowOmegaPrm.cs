using Platform.Kernels.Rollouts;

namespace Platform.UnitTests.Kernels.Rollouts;

/// <summary>
/// OmegaPRM in one go, as section 3 of arXiv 2406.06592 describes it, over lists that are compared step by step.
/// </summary>
internal sealed class SlowOmegaPrm(MadeUpModel model, RolloutRule rule, IReadOnlyList<GradedSolution> solutions)
{
    private readonly List<State> _states =
    [
        new([], solutions.Count(s => s.Right) / (double)solutions.Count)
        {
            Rollouts = [.. solutions.Where(s => !s.Right).Select(s => s.Steps)],
        },
    ];

    /// <summary>What was completed, in order, with the share that was right.</summary>
    public List<(string Prefix, double Share)> Completed { get; } = [];

    public List<string> Searched { get; } = [];

    public void Run()
    {
        for (int search = 0; search < rule.Searches; search++)
        {
            State? state = null;
            IReadOnlyList<string>? rollout = null;
            double best = double.NegativeInfinity;
            // A rollout that was drawn earlier wins against an equal one, so the order is that of drawing.
            foreach (var s in _states.Where(s => s.Share is > 0 and < 1))
            {
                foreach (var r in s.Rollouts.Where(r => r.Count > s.Prefix.Count))
                {
                    double q =
                        Math.Pow(0.5, 1 - s.Share)
                        * Math.Pow(0.9, string.Concat(r.Skip(s.Prefix.Count)).Length / 2000.0);
                    double u = 0.125 * Math.Sqrt(_states.Sum(x => x.Visits)) / (1 + s.Visits);
                    if (q + u > best)
                    {
                        (state, rollout, best) = (s, r, q + u);
                    }
                }
            }

            if (state is null)
            {
                return;
            }

            state.Rollouts.Remove(rollout!);
            state.Visits++;
            Searched.Add(Text(rollout!));
            Halve(rollout!, state.Prefix.Count, rollout!.Count);
        }
    }

    private void Halve(IReadOnlyList<string> rollout, int low, int high)
    {
        if (high - low <= 1)
        {
            return;
        }

        int middle = (low + high) / 2;
        IReadOnlyList<string> prefix = [.. rollout.Take(middle)];
        var state = _states.Find(s => s.Prefix.SequenceEqual(prefix));
        if (state is null)
        {
            var completions = model.Complete(
                prefix,
                rule.Completions,
                rule.Seed + (Completed.Count * rule.Completions)
            );
            state = new(prefix, completions.Count(c => c.Right) / (double)completions.Count)
            {
                Rollouts = [.. completions.Where(c => !c.Right).Select(c => c.Steps)],
            };
            _states.Add(state);
            Completed.Add((Text(prefix), state.Share));
        }

        if (state.Share > 0)
        {
            Halve(rollout, middle, high);
        }
        else
        {
            Halve(rollout, low, middle);
        }
    }

    private static string Text(IEnumerable<string> steps) => string.Join(" / ", steps);

    private sealed class State(IReadOnlyList<string> prefix, double share)
    {
        public IReadOnlyList<string> Prefix => prefix;
        public double Share => share;
        public int Visits { get; set; }
        public required List<IReadOnlyList<string>> Rollouts { get; init; }
    }
}
