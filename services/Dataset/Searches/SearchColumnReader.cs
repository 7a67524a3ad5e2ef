using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Searches;

/// <summary>
/// Reads what a search and those that it is compared with have found. All of them are on the same pool, and only problems on
/// which all of them have ended are read.
/// </summary>
internal sealed class SearchColumnReader(NpgsqlDataSource source)
{
    private const int Block = 64;

    /// <summary>The header, and the problems in the order of the pool; null if there is no such search.</summary>
    public async Task<(SearchHeader Header, IAsyncEnumerable<SearchColumns> Problems)?> Read(
        Guid id,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var runs = await connection.Query<Run>(
            """
            select r.job_id, r.result_name, r.request::text as request, m.name || '@' || m.version as model,
                r.source ->> 'model' as generator
            from dataset.searches e
            join dataset.searches r on r.job_id = e.job_id or (
                jsonb_exists(e.request -> 'against', r.result_name) and r.pool_id = e.pool_id and r.report is not null
            )
            join dataset.models m on m.id = r.model_id
            join dataset.jobs j on j.id = r.job_id
            where e.job_id = @id
            order by r.job_id <> e.job_id, j.submitted, r.job_id
            """,
            new { id },
            cancellationToken
        );
        if (runs.Count == 0)
        {
            return null;
        }

        Guid[] jobs = [.. runs.Select(r => r.JobId)];
        var problems = await connection.Query<Problem>(
            """
            select q.id, q.key, q.truth is not null as judged from dataset.problems q
            where (
                select count(*) from dataset.search_problems p where p.problem_id = q.id and p.job_id = any(@jobs) and p.ended
            ) = @count
                and q.pool_id = (select pool_id from dataset.searches where job_id = @id)
            order by q.ordinal
            """,
            new
            {
                id,
                jobs,
                count = jobs.Length,
            },
            cancellationToken
        );
        var requests = runs.Select(r => r.Header).ToList();
        return (
            new(requests, problems.Count, runs[0].Submission.Seed ?? 0),
            Problems(jobs, problems, cancellationToken)
        );
    }

    private async IAsyncEnumerable<SearchColumns> Problems(
        Guid[] jobs,
        IReadOnlyList<Problem> problems,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        foreach (var block in problems.Chunk(Block))
        {
            var rows = (
                await connection.Query<Result>(
                    """
                    select p.problem_id, p.job_id, p.tokens as spent, n.sample, x.answer_key, coalesce(x.finished, false) as finished,
                        coalesce(x.correct, false) as correct, coalesce(n.score, 'NaN') as score, coalesce(n.draws, 0) as draws,
                        coalesce(n.tokens, 0) as tokens
                    from dataset.search_problems p
                    left join dataset.search_nodes n
                        on n.job_id = p.job_id and n.problem_id = p.problem_id and n.sample is not null
                    left join dataset.solutions x on x.problem_id = p.result_id and x.sample = n.sample
                    where p.job_id = any(@jobs) and p.problem_id = any(@problems)
                    order by p.problem_id, p.job_id, n.sample
                    """,
                    new { jobs, problems = block.Select(p => p.Id).ToArray() },
                    cancellationToken
                )
            ).ToLookup(r => (r.ProblemId, r.JobId));
            foreach (var problem in block)
            {
                yield return new(
                    problem.Key,
                    problem.Judged,
                    [.. jobs.Select(job => Columns([.. rows[(problem.Id, job)]]))]
                );
            }
        }
    }

    private static SearchRunColumns Columns(Result[] rows) =>
        new(
            rows.Length == 0 ? 0 : rows[0].Spent,
            [
                .. rows.Where(r => r.Sample is not null)
                    .Select(r => new SearchResultColumn(
                        r.Finished ? r.AnswerKey : null,
                        r.Finished && r.Correct,
                        double.IsNaN(r.Score) ? null : r.Score,
                        r.Draws,
                        r.Tokens
                    )),
            ]
        );

    private sealed record Run(Guid JobId, string ResultName, string Request, string Model, string? Generator)
    {
        public SubmitSearch Submission => JsonSerializer.Deserialize<SubmitSearch>(Request, JsonSerializerOptions.Web)!;

        public SearchRunHeader Header =>
            new(
                JobId,
                ResultName,
                Submission.Strategy,
                Submission.Beams!.Value,
                Submission.Expansions!.Value,
                Model,
                Generator
            );
    }

    private sealed record Problem(long Id, string Key, bool Judged);

    private sealed record Result(
        long ProblemId,
        Guid JobId,
        long Spent,
        int? Sample,
        string? AnswerKey,
        bool Finished,
        bool Correct,
        double Score,
        int Draws,
        int Tokens
    );
}
