using Npgsql;
using Platform.Dataset.Storage;
using Platform.Kernels.Search;

namespace Platform.Dataset.Searches;

/// <summary>Reads and writes the trees of searches.</summary>
internal static class SearchTrees
{
    /// <summary>The tree of one problem.</summary>
    /// <param name="connection">In a transaction that holds the problem's lock, unless the tree is only shown.</param>
    /// <param name="job">The search.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<SearchTree> Load(
        NpgsqlConnection connection,
        Guid job,
        long problem,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.Query<Row>(
            """
            select p.round as rounds, n.parent, n.round, n.subtree, n.step, n.draws, n.tokens, n.ending, n.state, n.step_score, n.score
            from dataset.search_problems p
            left join dataset.search_nodes n on n.job_id = p.job_id and n.problem_id = p.problem_id
            where p.job_id = @job and p.problem_id = @problem order by n.node
            """,
            new { job, problem },
            cancellationToken
        );
        return new(rows.Count == 0 ? 0 : rows[0].Rounds, [.. rows.Where(r => r.Step is not null).Select(r => r.Node)]);
    }

    /// <summary>Stores the nodes in which two trees differ, in one statement.</summary>
    /// <param name="connection">In a transaction that holds the problem's lock.</param>
    /// <param name="job">The search.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="was">The tree as it is stored.</param>
    /// <param name="tree">The tree to store.</param>
    /// <param name="probabilities">Of nodes that end a solution: the model's output for all its steps.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    public static async Task Save(
        NpgsqlConnection connection,
        Guid job,
        long problem,
        SearchTree was,
        SearchTree tree,
        IReadOnlyDictionary<int, double[]> probabilities,
        CancellationToken cancellationToken
    )
    {
        int[] changed =
        [
            .. Enumerable
                .Range(0, tree.Nodes.Count)
                .Where(i => i >= was.Nodes.Count || !ReferenceEquals(was.Nodes[i], tree.Nodes[i])),
        ];
        if (changed.Length == 0)
        {
            return;
        }

        var nodes = changed.Select(i => tree.Nodes[i]).ToArray();
        double[][] rows = [.. changed.Select(i => probabilities.GetValueOrDefault(i) ?? [])];
        int[] lengths = [.. rows.Select(r => r.Length)];
        int start = 0;
        await connection.Execute(
            """
            insert into dataset.search_nodes
                (job_id, problem_id, node, parent, round, subtree, step, draws, tokens, ending, state, step_score, score, probabilities)
            select @job, @problem, t.node, t.parent, t.round, t.subtree, t.step, t.draws, t.tokens, t.ending, t.state, t.step_score, t.score,
                case when t.length > 0 then (@probabilities::float8[])[t.start + 1 : t.start + t.length] end
            from unnest(@nodes::int[], @parents::int[], @rounds::int[], @subtrees::int[], @steps::text[], @draws::int[], @tokens::int[],
                @endings::int[], @states::int[], @stepScores::float8[], @scores::float8[], @starts::int[], @lengths::int[])
                as t(node, parent, round, subtree, step, draws, tokens, ending, state, step_score, score, start, length)
            on conflict (job_id, problem_id, node) do update
            set state = excluded.state, step_score = excluded.step_score, score = excluded.score,
                probabilities = excluded.probabilities
            """,
            new
            {
                job,
                problem,
                nodes = changed,
                parents = nodes.Select(n => n.Parent).ToArray(),
                rounds = nodes.Select(n => n.Round).ToArray(),
                subtrees = nodes.Select(n => n.Subtree).ToArray(),
                steps = nodes.Select(n => n.Step).ToArray(),
                draws = nodes.Select(n => n.Draws).ToArray(),
                tokens = nodes.Select(n => n.Tokens).ToArray(),
                endings = nodes.Select(n => (int)n.End).ToArray(),
                states = nodes.Select(n => (int)n.State).ToArray(),
                stepScores = nodes.Select(n => n.StepScore).ToArray(),
                scores = nodes.Select(n => n.Score).ToArray(),
                probabilities = rows.SelectMany(r => r).ToArray(),
                starts = lengths.Select(length => (start += length) - length).ToArray(),
                lengths,
            },
            cancellationToken
        );
    }

    private sealed record Row(
        int Rounds,
        int Parent,
        int Round,
        int Subtree,
        string? Step,
        int Draws,
        int Tokens,
        int Ending,
        int State,
        double StepScore,
        double Score
    )
    {
        public SearchNode Node =>
            new(Parent, Round, Subtree, Step!, Draws, Tokens, (NodeEnd)Ending, (NodeState)State, StepScore, Score);
    }
}
