namespace Platform.Kernels.Search;

/// <summary>The tree of a search on one problem, in the order in which its nodes were drawn. Immutable.</summary>
/// <param name="Round">Rounds that are complete: drawn, scored and pruned.</param>
/// <param name="Nodes">The nodes; a parent precedes its children.</param>
public sealed record SearchTree(int Round, IReadOnlyList<SearchNode> Nodes)
{
    /// <summary>The tree before the first round.</summary>
    public static SearchTree Empty { get; } = new(0, []);

    /// <summary>Tokens of all draws.</summary>
    public long Tokens => Nodes.Sum(n => (long)n.Tokens);

    /// <summary>Indices of the nodes in a state.</summary>
    public IEnumerable<int> In(NodeState state) =>
        Enumerable.Range(0, Nodes.Count).Where(node => Nodes[node].State == state);

    /// <summary>Indices of the nodes from the first step to this one; none for -1.</summary>
    public IReadOnlyList<int> Path(int node)
    {
        List<int> path = [];
        for (; node >= 0; node = Nodes[node].Parent)
        {
            path.Add(node);
        }

        path.Reverse();
        return path;
    }

    /// <summary>The steps up to a node, without empty ones; none for -1.</summary>
    public IReadOnlyList<string> Steps(int node) =>
        [.. Path(node).Select(n => Nodes[n].Step).Where(step => step.Length > 0)];
}
