using Npgsql;
using Platform.Dataset.Formats;
using Platform.Dataset.Pools;
using Platform.Dataset.Storage;
using Platform.Kernels.Search;

namespace Platform.Dataset.Searches;

/// <summary>
/// Stores the solutions of a tree in the search's pool like generated ones, with the scores that the search has computed, so
/// that an evaluation does not score them again.
/// </summary>
internal static class SearchSolutions
{
    private const string Format = "search";

    /// <summary>Writes the results of one problem; their sample numbers are their places in the tree.</summary>
    /// <returns>Why a solution could not be stored; null if all are.</returns>
    public static async Task<string?> Write(
        NpgsqlConnection connection,
        Searched search,
        long problem,
        SearchTree tree,
        CancellationToken cancellationToken
    )
    {
        int[] results = [.. tree.In(NodeState.Result).Where(node => tree.Steps(node).Count > 0)];
        if (results.Length == 0)
        {
            return "no draw has ended a solution";
        }

        var target = (
            await connection.QuerySingle<Target>(
                """
                select q.id, q.statement, q.truth, e.source::text as source
                from dataset.search_problems s
                join dataset.searches e on e.job_id = s.job_id
                join dataset.problems q on q.id = s.result_id
                join dataset.pools p on p.id = q.pool_id
                where s.job_id = @job and s.problem_id = @problem for update of p
                """,
                new { job = search.Job, problem },
                cancellationToken
            )
        )!;
        var batch = await SolutionBatch.Open(connection, search.Result, [target.Id], cancellationToken);
        var judge = new Judge(target.Statement, target.Truth);
        string? refused = null;
        for (int sample = 0; sample < results.Length; sample++)
        {
            bool finished = tree.Nodes[results[sample]].End == NodeEnd.Finished;
            var solution = new ImportedSolution(sample, tree.Steps(results[sample]), null, finished, null, null, []);
            refused ??= batch.Add(target.Id, new(solution, judge.Solution(solution, Format), target.Source));
        }

        await batch.Write(cancellationToken);
        await connection.Execute(
            """
            with stored as (
                update dataset.search_nodes n set sample = t.sample
                from unnest(@results::int[]) with ordinality as r(node, place)
                cross join lateral (select (r.place - 1)::int as sample) t
                where n.job_id = @job and n.problem_id = @problem and n.node = r.node
                returning t.sample, n.probabilities
            )
            insert into dataset.scores (model_id, solution_id, rows, probabilities)
            select @model, s.id, cardinality(n.probabilities) / @columns, n.probabilities
            from stored n join dataset.solutions s on s.problem_id = @target and s.sample = n.sample
            where n.probabilities is not null
            on conflict do nothing
            """,
            new
            {
                job = search.Job,
                problem,
                results,
                target = target.Id,
                model = search.Model,
                columns = search.Columns.Count,
            },
            cancellationToken
        );
        await PoolRecords.Changed(connection, search.Result, cancellationToken);
        return refused;
    }

    private sealed record Target(long Id, string Statement, string? Truth, string? Source);
}
