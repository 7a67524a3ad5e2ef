using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;
using Platform.Kernels.Search;

namespace Platform.Dataset.Searches;

/// <summary>
/// Work item that scores partial solutions of a search: <see cref="ScoreSolutions"/>, in which a solution's id is its node.
/// </summary>
internal sealed class GuideWork(SearchCache cache, IOptions<DatasetOptions> options)
    : WorkKind(WorkKinds.Guide, Queues.ScoreSolutions, options.Value.Lease, options.Value.Window)
{
    public override async Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.Query<Row>(
            """
            select w.id, w.job_id, w.problem_id, m.version, p.statement, w.payload::text as payload, s.round, s.tokens
            from dataset.work_items w
            join dataset.search_problems s on s.job_id = w.job_id and s.problem_id = w.problem_id
            join dataset.problems p on p.id = w.problem_id
            join dataset.searches e on e.job_id = w.job_id
            join dataset.models m on m.id = e.model_id
            where w.id = any(@items) order by w.id
            """,
            new { items },
            cancellationToken
        );
        var trees = rows.DistinctBy(r => (r.JobId, r.ProblemId))
            .Select(r => (r.JobId, r.ProblemId, Tree: cache.Tree(r.JobId, r.ProblemId, r.Round, r.Tokens)))
            .Where(t => t.Tree is not null)
            .ToDictionary(t => (t.JobId, t.ProblemId), t => t.Tree!);
        long[] unknown = [.. rows.Where(r => !trees.ContainsKey((r.JobId, r.ProblemId))).Select(r => r.Id)];
        if (unknown.Length > 0)
        {
            var nodes = await connection.Query<Node>(
                """
                select n.job_id, n.problem_id, n.parent, n.step from (
                    select distinct job_id, problem_id from dataset.work_items where id = any(@unknown)
                ) w
                join dataset.search_nodes n on n.job_id = w.job_id and n.problem_id = w.problem_id order by n.node
                """,
                new { unknown },
                cancellationToken
            );
            foreach (var tree in nodes.GroupBy(n => (n.JobId, n.ProblemId)))
            {
                trees.Add(tree.Key, new(0, [.. tree.Select(n => n.Of)]));
            }
        }

        return [.. rows.Select(r => new WorkMessage(r.Id, r.JobId, Command(r, trees[(r.JobId, r.ProblemId)])))];
    }

    private static ScoreSolutions Command(Row row, SearchTree tree) =>
        new(
            row.Version,
            row.Statement,
            [
                .. PayloadItems
                    .Payload<GuidePayload>(row.Payload)
                    .Nodes.Select(node => new SolutionToScore(node, tree.Steps(node))),
            ]
        );

    private sealed record Row(
        long Id,
        Guid JobId,
        long ProblemId,
        string Version,
        string Statement,
        string Payload,
        int Round,
        long Tokens
    );

    private sealed record Node(Guid JobId, long ProblemId, int Parent, string Step)
    {
        /// <summary>As far as its steps need it.</summary>
        public SearchNode Of => new(Parent, 0, 0, Step, 1, 0, NodeEnd.Open, NodeState.Candidate);
    }
}

/// <summary>Adds scores to their tree.</summary>
internal sealed class GuideScores(SearchRounds rounds) : ScoreReceiver(WorkKinds.Guide)
{
    public override Task<WorkResult> Write(
        NpgsqlConnection connection,
        long item,
        SolutionsScored scored,
        CancellationToken cancellationToken
    ) => rounds.Scored(connection, item, scored, cancellationToken);
}
