using Platform.Kernels.Selection;

namespace Platform.Kernels.Search;

/// <summary>
/// The rounds of a search as pure functions: <see cref="Next"/> says what to draw, <see cref="Grow"/> adds the draws,
/// <see cref="Candidates"/> says what to score, <see cref="Judge"/> keeps the best. The result is determined by the rule,
/// the draws and the scores.
/// </summary>
/// <remarks>
/// Deviations from search-and-learn: equal steps under the same parent are merged before they are scored, not after;
/// among equal scores the node that was drawn first is kept; a finished sibling of a subtree's best step is kept in every
/// round of <see cref="SearchStrategy.Dvts"/>, not only in its last; results are not repeated to fill up to B x M.
/// </remarks>
public static class TreeSearch
{
    /// <summary>The draws of the next round; none if the search has ended.</summary>
    /// <exception cref="InvalidOperationException">Nodes wait for their scores.</exception>
    public static IReadOnlyList<Expansion> Next(SearchRule rule, SearchTree tree)
    {
        if (tree.In(NodeState.Candidate).Any())
        {
            throw new InvalidOperationException("Nodes of the round wait for their scores; judge them first.");
        }

        if (tree.Round >= rule.Rounds)
        {
            return [];
        }

        bool toEnd = tree.Round == rule.Rounds - 1;
        long seed = rule.Seed + ((long)tree.Round * rule.Width);
        if (tree.Round == 0)
        {
            return rule.Strategy == SearchStrategy.Dvts
                ?
                [
                    .. Enumerable
                        .Range(0, rule.Beams)
                        .Select(b => new Expansion(-1, b, [], rule.Expansions, seed + (b * rule.Expansions), toEnd)),
                ]
                : [new(-1, 0, [], rule.Width, seed, toEnd)];
        }

        int[] active = [.. tree.In(NodeState.Active)];
        var round = new List<Expansion>(active.Length);
        for (int i = 0; i < active.Length; i++)
        {
            int subtree = tree.Nodes[active[i]].Subtree;
            int count =
                rule.Strategy == SearchStrategy.Dvts
                    ? rule.Expansions
                    : (rule.Width / active.Length) + (i < rule.Width % active.Length ? 1 : 0);
            // The seeds of a subtree do not depend on how many others have ended.
            long first = rule.Strategy == SearchStrategy.Dvts ? rule.Seed + SeedOf(rule, tree.Round, subtree) : seed;
            round.Add(new(active[i], subtree, tree.Steps(active[i]), count, first, toEnd));
            seed += count;
        }

        return round;
    }

    /// <summary>Adds a round's draws as candidates; equal steps under the same parent become one node.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="tree">The tree that <see cref="Next"/> was asked about.</param>
    /// <param name="round">What <see cref="Next"/> returned.</param>
    /// <param name="draws">The draws of each expansion in their order; draws that failed are missing.</param>
    public static SearchTree Grow(
        SearchRule rule,
        SearchTree tree,
        IReadOnlyList<Expansion> round,
        IReadOnlyList<IReadOnlyList<Draw>> draws
    )
    {
        List<SearchNode> nodes = [.. tree.Nodes];
        for (int i = 0; i < round.Count; i++)
        {
            var expansion = round[i];
            if (expansion.Node >= 0)
            {
                nodes[expansion.Node] = nodes[expansion.Node] with { State = NodeState.Expanded };
            }

            var known = new Dictionary<(string, NodeEnd), int>();
            foreach (var draw in draws[i])
            {
                if (expansion.ToEnd)
                {
                    Chain(nodes, expansion, tree.Round, draw);
                    continue;
                }

                string step = draw.Steps.Count == 0 ? "" : draw.Steps[0];
                var key = (Normalised(step), draw.End);
                if (known.TryGetValue(key, out int twin))
                {
                    nodes[twin] = nodes[twin] with
                    {
                        Draws = nodes[twin].Draws + 1,
                        Tokens = nodes[twin].Tokens + draw.Tokens,
                    };
                    continue;
                }

                known.Add(key, nodes.Count);
                nodes.Add(
                    new(
                        expansion.Node,
                        tree.Round,
                        expansion.Subtree,
                        step,
                        1,
                        draw.Tokens,
                        draw.End,
                        NodeState.Candidate
                    )
                );
            }
        }

        return tree with
        {
            Nodes = nodes,
        };
    }

    /// <summary>The candidates with their steps. A candidate without any step has nothing to score and is left out.</summary>
    public static IReadOnlyList<(int Node, IReadOnlyList<string> Steps)> Candidates(SearchTree tree) =>
        [
            .. tree.In(NodeState.Candidate)
                .Select(node => (Node: node, Steps: tree.Steps(node)))
                .Where(candidate => candidate.Steps.Count > 0),
        ];

    /// <summary>Ends a round: keeps the solutions that have ended, and the best of the others.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="tree">A tree with candidates.</param>
    /// <param name="scores">
    /// For each candidate, P(correct) of the steps of its path, or one number for the whole path; a candidate that could not
    /// be scored is missing. It is never continued.
    /// </param>
    public static SearchTree Judge(
        SearchRule rule,
        SearchTree tree,
        IReadOnlyDictionary<int, IReadOnlyList<double>> scores
    )
    {
        SearchNode[] nodes = [.. tree.Nodes];
        int[] candidates = [.. tree.In(NodeState.Candidate)];
        foreach (int node in candidates)
        {
            if (scores.TryGetValue(node, out var path))
            {
                Score(rule, tree, nodes, node, path);
            }

            bool ended = nodes[node].End != NodeEnd.Open;
            nodes[node] = nodes[node] with { State = ended ? NodeState.Result : NodeState.Pruned };
        }

        int[] scored = [.. candidates.Where(node => !double.IsNaN(nodes[node].Score))];
        var kept =
            tree.Round >= rule.Rounds - 1 ? []
            : rule.Strategy == SearchStrategy.Dvts
                // The best of a subtree counts although it is finished: the subtree ends with it.
                ? scored.GroupBy(node => nodes[node].Subtree).Select(subtree => Best(nodes, subtree).First())
            : Best(nodes, scored.Where(node => nodes[node].End == NodeEnd.Open)).Take(rule.Beams);
        foreach (int node in kept.Where(node => nodes[node].End == NodeEnd.Open).ToArray())
        {
            nodes[node] = nodes[node] with { State = NodeState.Active };
        }

        return new(tree.Round + 1, nodes);
    }

    /// <summary>
    /// The step with one space for every run of white space: steps that differ in nothing else are the same.
    /// </summary>
    public static string Normalised(string step) =>
        string.Join(' ', step.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static long SeedOf(SearchRule rule, int round, int subtree) =>
        ((long)round * rule.Width) + ((long)subtree * rule.Expansions);

    private static IEnumerable<int> Best(SearchNode[] nodes, IEnumerable<int> candidates) =>
        candidates.OrderByDescending(node => nodes[node].Score).ThenBy(node => node);

    /// <summary>Adds the steps of a draw that goes to the end, each as a child of the one before.</summary>
    private static void Chain(List<SearchNode> nodes, Expansion expansion, int round, Draw draw)
    {
        IReadOnlyList<string> steps = draw.Steps.Count == 0 ? [""] : draw.Steps;
        int parent = expansion.Node;
        for (int i = 0; i < steps.Count; i++)
        {
            bool last = i == steps.Count - 1;
            nodes.Add(
                new(
                    parent,
                    round,
                    expansion.Subtree,
                    steps[i],
                    1,
                    last ? draw.Tokens : 0,
                    last ? draw.End : NodeEnd.Open,
                    last ? NodeState.Candidate : NodeState.Expanded
                )
            );
            parent = nodes.Count - 1;
        }
    }

    /// <summary>Scores a candidate, and the steps that its draw added before it.</summary>
    private static void Score(
        SearchRule rule,
        SearchTree tree,
        SearchNode[] nodes,
        int node,
        IReadOnlyList<double> path
    )
    {
        var rows = path.ToArray();
        var columns = new ClassColumns(1, -1, -1, 0);
        double whole = StepScores.Of(rows, columns, NeutralPolicy.Positive)[rule.Aggregation];
        nodes[node] = nodes[node] with { StepScore = rows.Length == 0 ? double.NaN : rows[^1], Score = whole };
        int[] steps = [.. tree.Path(node).Where(n => nodes[n].Step.Length > 0)];
        if (rows.Length != steps.Length)
        {
            return;
        }

        for (int i = steps.Length - 1; i >= 0 && (double.IsNaN(nodes[steps[i]].Score) || steps[i] == node); i--)
        {
            double score = StepScores.Of(rows.AsSpan(0, i + 1), columns, NeutralPolicy.Positive)[rule.Aggregation];
            nodes[steps[i]] = nodes[steps[i]] with { StepScore = rows[i], Score = score };
        }
    }
}
