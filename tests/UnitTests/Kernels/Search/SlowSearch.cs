using Platform.Kernels.Search;
using Platform.Kernels.Selection;

namespace Platform.UnitTests.Kernels.Search;

/// <summary>
/// The strategies as search-and-learn's loops, one beam object a draw: slow, obvious, and without any state between rounds.
/// </summary>
internal sealed class SlowSearch(SearchRule rule, ProbabilityTable table)
{
    /// <summary>Everything that was drawn, in order; equal draws under one parent only once.</summary>
    public List<Beam> Drawn { get; } = [];

    public SlowSearch Run()
    {
        if (rule.Strategy == SearchStrategy.BestOfN)
        {
            for (int i = 0; i < rule.Beams; i++)
            {
                Whole(null, 0, 0, rule.Seed + i);
            }

            return this;
        }

        if (rule.Strategy == SearchStrategy.Beam)
        {
            Search(0, Enumerable.Repeat(0L, rule.Beams * rule.Expansions).Select((_, i) => rule.Seed + i).ToList());
            return this;
        }

        for (int subtree = 0; subtree < rule.Beams; subtree++)
        {
            Search(
                subtree,
                [.. Enumerable.Range(0, rule.Expansions).Select(i => rule.Seed + (subtree * rule.Expansions) + i)]
            );
        }

        return this;
    }

    /// <summary>One beam search, or one subtree of DVTS, which is a beam search with one beam that ends with its best.</summary>
    private void Search(int subtree, List<long> seeds)
    {
        bool diverse = rule.Strategy == SearchStrategy.Dvts;
        List<Beam?> active = [null];
        for (int round = 0; round < rule.MaximumSteps && active.Count > 0; round++)
        {
            bool last = round == rule.MaximumSteps - 1;
            // As in search-and-learn: the list of beams is repeated and cut to n; here grouped by beam, because the seeds
            // are dealt beam by beam.
            var places = Enumerable.Range(0, seeds.Count).Select(i => i % active.Count).Order().ToList();
            List<Beam> fresh = [];
            for (int i = 0; i < seeds.Count; i++)
            {
                var parent = active[places[i]];
                long seed = seeds[i] + ((long)round * rule.Beams * rule.Expansions);
                fresh.AddRange(last ? [Whole(parent, round, subtree, seed)] : One(fresh, parent, round, subtree, seed));
            }

            foreach (var beam in active.OfType<Beam>())
            {
                beam.State = NodeState.Expanded;
            }

            active = last ? [] : [.. Kept(fresh, diverse)];
            foreach (var beam in active.OfType<Beam>())
            {
                beam.State = NodeState.Active;
            }
        }
    }

    private IEnumerable<Beam> Kept(List<Beam> fresh, bool diverse)
    {
        var able = fresh.Where(b => !double.IsNaN(b.Score));
        return diverse
            ? able.OrderByDescending(b => b.Score).Take(1).Where(b => b.End == NodeEnd.Open)
            : able.Where(b => b.End == NodeEnd.Open)
                .OrderByDescending(b => b.Score)
                .Take(rule.Beams)
                // Beams keep the order in which they were drawn.
                .OrderBy(b => fresh.IndexOf(b));
    }

    private IEnumerable<Beam> One(List<Beam> fresh, Beam? parent, int round, int subtree, long seed)
    {
        var draw = table.Step(parent?.Steps ?? [], seed);
        string step = draw.Steps.Count == 0 ? "" : draw.Steps[0];
        var twin = fresh.Find(b => b.Parent == parent && b.End == draw.End && Words(b.Step).SequenceEqual(Words(step)));
        if (twin is not null)
        {
            twin.Draws++;
            twin.Tokens += draw.Tokens;
            return [];
        }

        var beam = new Beam(parent, round, subtree, step, draw.End) { Tokens = draw.Tokens };
        Scored(beam);
        Drawn.Add(beam);
        return [beam];
    }

    private Beam Whole(Beam? parent, int round, int subtree, long seed)
    {
        var draw = table.Whole(parent?.Steps ?? [], seed);
        string[] steps = draw.Steps.Count == 0 ? [""] : [.. draw.Steps];
        List<Beam> chain = [];
        foreach (string step in steps)
        {
            chain.Add(
                new(chain.Count == 0 ? parent : chain[^1], round, subtree, step, NodeEnd.Open)
                {
                    State = NodeState.Expanded,
                }
            );
        }

        var leaf = chain[^1] = new(chain[^1].Parent, round, subtree, chain[^1].Step, draw.End) { Tokens = draw.Tokens };
        Scored(leaf);
        if (table.Score(leaf.Steps) is { } scores)
        {
            foreach (var beam in chain)
            {
                beam.StepScore = scores[beam.Steps.Count - 1];
                beam.Score = Aggregate([.. scores.Take(beam.Steps.Count)]);
            }
        }

        Drawn.AddRange(chain);
        return leaf;
    }

    private void Scored(Beam beam)
    {
        beam.State = beam.End == NodeEnd.Open ? NodeState.Pruned : NodeState.Result;
        if (table.Score(beam.Steps) is { } scores)
        {
            beam.StepScore = scores[^1];
            beam.Score = Aggregate([.. scores]);
        }
    }

    private double Aggregate(double[] scores) =>
        rule.Aggregation switch
        {
            StepAggregation.Last => Math.Log(scores[^1]),
            StepAggregation.Min => Math.Log(scores.Min()),
            StepAggregation.Mean => Math.Log(scores.Sum() / scores.Length),
            _ => Math.Log(scores.Aggregate(1.0, (product, score) => product * score)),
        };

    private static string[] Words(string step) => step.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A partial solution.</summary>
    internal sealed class Beam(Beam? parent, int round, int subtree, string step, NodeEnd end)
    {
        public Beam? Parent => parent;

        public int Round => round;

        public int Subtree => subtree;

        public string Step => step;

        public NodeEnd End => end;

        public int Draws { get; set; } = 1;

        public int Tokens { get; set; }

        public NodeState State { get; set; } = NodeState.Pruned;

        public double StepScore { get; set; } = double.NaN;

        public double Score { get; set; } = double.NaN;

        public List<string> Steps => [.. parent?.Steps ?? [], .. step.Length == 0 ? Array.Empty<string>() : [step]];

        public string Line =>
            $"{string.Join('|', Steps)}{(step.Length == 0 ? "|" : "")} round {round} tree {subtree} draws {Draws} tokens {Tokens} {end} {State} {StepScore:R} {Score:R}";
    }
}
