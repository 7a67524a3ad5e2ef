using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;
using Platform.Kernels.Search;

namespace Platform.Dataset.Searches;

/// <summary>Searches as the API returns them.</summary>
internal sealed class SearchViews(NpgsqlDataSource source)
{
    private const string ProblemColumns = """
        q.key, q.statement, p.round as rounds,
        (select count(*) from dataset.search_nodes n where n.job_id = p.job_id and n.problem_id = p.problem_id)::int as nodes,
        p.tokens, s.solutions, s.correct,
        (
            select x.correct from dataset.search_nodes n
            join dataset.solutions x on x.problem_id = p.result_id and x.sample = n.sample
            where n.job_id = p.job_id and n.problem_id = p.problem_id and x.finished and n.score <> 'NaN'
            order by n.score desc, n.node limit 1
        ) as best, p.ended
        """;

    private const string ProblemTables = """
        dataset.search_problems p
        join dataset.problems q on q.id = p.problem_id
        cross join lateral (
            select count(*)::int as solutions, (count(*) filter (where x.correct))::int as correct
            from dataset.solutions x where x.problem_id = p.result_id
        ) s
        """;

    /// <param name="id">Id of one search, which then has its report and failures, or null for all.</param>
    /// <param name="pool">Name of a pool with problems, or null for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<List<SearchStatus>> List(Guid? id, string? pool, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Query<Row>(
            """
            select j.id, e.request::text as request, e.pool_name, e.result_name, m.name || '@' || m.version as model,
                j.state, j.reasons, j.submitted, j.ended, p.problems, p.problems_ended, p.tokens,
                (
                    select count(*) from dataset.problems q join dataset.solutions s on s.problem_id = q.id
                    where q.pool_id = e.result_id
                ) as solutions,
                case when @id::uuid is not null then e.report end as report
            from dataset.searches e
            join dataset.jobs j on j.id = e.job_id
            left join dataset.models m on m.id = e.model_id
            cross join lateral (
                select count(*)::int as problems, (count(*) filter (where x.ended))::int as problems_ended,
                    coalesce(sum(x.tokens), 0)::bigint as tokens
                from dataset.search_problems x where x.job_id = e.job_id
            ) p
            where (@id::uuid is null or j.id = @id) and (@pool::text is null or e.pool_name = @pool)
            order by j.submitted desc limit @most
            """,
            new
            {
                id,
                pool,
                most = JobViews.Most,
            },
            cancellationToken
        );
        var stages = await JobViews.Stages(connection, [.. rows.Select(r => r.Id)], cancellationToken);
        var failures = id is null
            ? []
            : await connection.Query<SearchFailure>(
                """
                select reason, count(*)::int as problems from dataset.search_problems
                where job_id = @id and reason is not null group by reason order by count(*) desc, reason limit 20
                """,
                new { id },
                cancellationToken
            );
        return [.. rows.Select(r => r.Status([.. stages[r.Id].Select(s => s.Progress)], failures))];
    }

    /// <summary>A part of the problems of a search, in the order of the pool; null if there is no such search.</summary>
    public async Task<List<SearchedProblem>?> Problems(Guid id, int skip, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await Exists(connection, id, cancellationToken)
            ? await connection.Query<SearchedProblem>(
                $"""
                select {ProblemColumns} from {ProblemTables}
                where p.job_id = @id order by q.ordinal offset @skip limit @most
                """,
                new
                {
                    id,
                    skip,
                    most = SearchedProblem.Most,
                },
                cancellationToken
            )
            : null;
    }

    /// <summary>The tree of one problem; null if there is no such search or problem.</summary>
    public async Task<SearchTreeView?> Tree(Guid id, string key, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var problem = await connection.QuerySingle<ProblemRow>(
            $"""
            select {ProblemColumns}, q.truth as answer, p.reason from {ProblemTables} where p.job_id = @id and q.key = @key
            """,
            new { id, key },
            cancellationToken
        );
        if (problem is null)
        {
            return null;
        }

        var nodes = await connection.Query<NodeRow>(
            """
            select n.node, n.parent, n.round, n.subtree, n.step, n.draws, n.tokens, n.ending, n.state, n.step_score, n.score,
                n.sample, x.correct
            from dataset.search_problems p
            join dataset.problems q on q.id = p.problem_id and q.key = @key
            join dataset.search_nodes n on n.job_id = p.job_id and n.problem_id = p.problem_id
            left join dataset.solutions x on x.problem_id = p.result_id and x.sample = n.sample
            where p.job_id = @id order by n.node
            """,
            new { id, key },
            cancellationToken
        );
        return new(problem.Problem, problem.Answer, problem.Reason, [.. nodes.Select(n => n.View)]);
    }

    /// <returns>False if there is no such search.</returns>
    public async Task<bool> Put(Guid id, SearchReport report, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        // A command that is delivered twice changes nothing: the report is the same.
        await connection.Execute(
            """
            update dataset.searches e set report = @report from dataset.jobs j
            where e.job_id = @id and j.id = e.job_id and j.stage = 'compare' and j.ended is null
            """,
            new { id, report = JsonSerializer.Serialize(report, JsonSerializerOptions.Web) },
            cancellationToken
        );
        return await Exists(connection, id, cancellationToken);
    }

    private static Task<bool> Exists(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.QuerySingle<bool>(
            "select exists (select 1 from dataset.searches where job_id = @id)",
            new { id },
            cancellationToken
        );

    private sealed record Row(
        Guid Id,
        string? Request,
        string PoolName,
        string ResultName,
        string? Model,
        string State,
        string[] Reasons,
        DateTimeOffset Submitted,
        DateTimeOffset? Ended,
        int Problems,
        int ProblemsEnded,
        long Tokens,
        long Solutions,
        string? Report
    )
    {
        public SearchStatus Status(IReadOnlyList<StageProgress> stages, IReadOnlyList<SearchFailure> failures) =>
            new(
                Id,
                Json<SubmitSearch>(Request),
                PoolName,
                ResultName.Length > 0 ? ResultName : null,
                Model,
                State,
                Reasons,
                Submitted,
                Ended,
                stages,
                Problems,
                ProblemsEnded,
                Tokens,
                Solutions,
                failures,
                Json<SearchReport>(Report)
            );

        private static T? Json<T>(string? text)
            where T : class => text is null ? null : JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web);
    }

    private sealed record ProblemRow(
        string Key,
        string Statement,
        int Rounds,
        int Nodes,
        long Tokens,
        int Solutions,
        int Correct,
        bool? Best,
        bool Ended,
        string? Answer,
        string? Reason
    )
    {
        public SearchedProblem Problem => new(Key, Statement, Rounds, Nodes, Tokens, Solutions, Correct, Best, Ended);
    }

    private sealed record NodeRow(
        int Node,
        int Parent,
        int Round,
        int Subtree,
        string Step,
        int Draws,
        int Tokens,
        int Ending,
        int State,
        double StepScore,
        double Score,
        int? Sample,
        bool? Correct
    )
    {
        public SearchTreeNode View =>
            new(
                Node,
                Parent < 0 ? null : Parent,
                Round,
                Subtree,
                Step,
                Draws,
                Tokens,
                ((NodeEnd)Ending).ToString().ToLowerInvariant(),
                ((NodeState)State).ToString().ToLowerInvariant(),
                double.IsNaN(StepScore) ? null : StepScore,
                double.IsNaN(Score) ? null : Math.Exp(Score),
                Sample,
                Correct
            );
    }
}
