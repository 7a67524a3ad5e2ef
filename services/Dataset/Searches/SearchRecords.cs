using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;
using Platform.Kernels.Search;
using Platform.Kernels.Selection;

namespace Platform.Dataset.Searches;

/// <summary>SQL statements on searches and their problems.</summary>
internal static class SearchRecords
{
    /// <summary>Copies the problems into the pool that gets the solutions.</summary>
    public static Task CopyProblems(
        NpgsqlConnection connection,
        Guid job,
        long pool,
        long result,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            """
            with copied as (
                insert into dataset.problems (pool_id, key, ordinal, statement, truth, subject, level)
                select @result, key, ordinal, statement, truth, subject, level from dataset.problems
                where pool_id = @pool order by ordinal
                returning id, key
            )
            insert into dataset.search_problems (job_id, problem_id, result_id)
            select @job, p.id, c.id from copied c join dataset.problems p on p.pool_id = @pool and p.key = c.key
            """,
            new
            {
                job,
                pool,
                result,
            },
            cancellationToken
        );

    /// <summary>What the search does.</summary>
    public static async Task<Searched> Load(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken)
    {
        var row = (
            await connection.QuerySingle<Row>(
                """
                select e.request::text as request, e.result_id, e.model_id, m.kind, m.classes
                from dataset.searches e join dataset.models m on m.id = e.model_id where e.job_id = @job
                """,
                new { job },
                cancellationToken
            )
        )!;
        var request = JsonSerializer.Deserialize<SubmitSearch>(row.Request, JsonSerializerOptions.Web)!;
        return new(
            job,
            request,
            SearchDefaults.Rule(request),
            row.ResultId,
            row.ModelId,
            ClassColumns.Named(row.Classes)
        );
    }

    public static Task<bool> HasSolutions(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        connection.QuerySingle<bool>(
            """
            select exists (
                select 1 from dataset.searches e join dataset.problems p on p.pool_id = e.result_id
                join dataset.solutions s on s.problem_id = p.id where e.job_id = @job
            )
            """,
            new { job },
            cancellationToken
        );

    /// <summary>Returns true if the selector has stored the report and replied.</summary>
    public static Task<bool> HasReport(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        connection.QuerySingle<bool>(
            """
            select exists (select 1 from dataset.searches where job_id = @job and report is not null)
                and exists (select 1 from dataset.work_items where job_id = @job and kind = 'compare' and state = 'done')
            """,
            new { job },
            cancellationToken
        );

    /// <summary>
    /// Locks the problem of an open item until the end of the transaction, so that results of one problem are recorded one
    /// after the other. The job is locked against a cancellation, which then sees the items of the next round.
    /// </summary>
    /// <returns>The item; null if it is not open any more.</returns>
    public static async Task<OpenItem?> Lock(
        NpgsqlConnection connection,
        long item,
        CancellationToken cancellationToken
    )
    {
        // Two statements: the second one sees what was stored while the first one waited.
        await connection.Execute(
            """
            select 1 from dataset.work_items w
            join dataset.jobs j on j.id = w.job_id
            join dataset.search_problems p on p.job_id = w.job_id and p.problem_id = w.problem_id
            where w.id = @item for update of p for share of j
            """,
            new { item },
            cancellationToken
        );
        return await connection.QuerySingle<OpenItem>(
            """
            select w.id, w.job_id, w.problem_id, w.payload::text as payload,
                j.state in ('accepted', 'running') and not j.paused as goes_on,
                exists (
                    select 1 from dataset.work_items o
                    where o.job_id = w.job_id and o.problem_id = w.problem_id and o.id <> w.id
                        and o.kind in ('expand', 'guide') and o.state in ('pending', 'published')
                ) as others, p.round, p.tokens
            from dataset.work_items w
            join dataset.jobs j on j.id = w.job_id
            join dataset.search_problems p on p.job_id = w.job_id and p.problem_id = w.problem_id
            where w.id = @item and w.state in ('pending', 'published')
            """,
            new { item },
            cancellationToken
        );
    }

    /// <summary>Problems whose search has not ended, in the order of the pool.</summary>
    public static Task<List<long>> Open(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        connection.Query<long>(
            """
            select s.problem_id from dataset.search_problems s join dataset.problems p on p.id = s.problem_id
            where s.job_id = @job and not s.ended order by p.ordinal for update of s
            """,
            new { job },
            cancellationToken
        );

    /// <summary>Records the progress on a problem; the first reason is kept.</summary>
    public static Task Progressed(
        NpgsqlConnection connection,
        Guid job,
        long problem,
        SearchTree tree,
        string? reason,
        bool ended,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            """
            update dataset.search_problems
            set round = @round, tokens = @tokens, reason = coalesce(reason, @reason), ended = @ended
            where job_id = @job and problem_id = @problem
            """,
            new
            {
                job,
                problem,
                round = tree.Round,
                tokens = tree.Tokens,
                reason = Storable.Text(reason),
                ended,
            },
            cancellationToken
        );

    /// <summary>Records what produced the draws, once.</summary>
    public static Task Produced(
        NpgsqlConnection connection,
        Guid job,
        SampleSource source,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            "update dataset.searches set source = @source::jsonb where job_id = @job and source is null",
            new { job, source = JsonSerializer.Serialize(source with { Seed = null }, JsonSerializerOptions.Web) },
            cancellationToken
        );

    private sealed record Row(string Request, long ResultId, long ModelId, string Kind, string[] Classes);
}

/// <summary>A search as its rounds need it.</summary>
/// <param name="Job">The job.</param>
/// <param name="Request">The submission with its defaults.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="Result">The pool that gets the solutions.</param>
/// <param name="Model">The reward model.</param>
/// <param name="Columns">The model's classes.</param>
internal sealed record Searched(
    Guid Job,
    SubmitSearch Request,
    SearchRule Rule,
    long Result,
    long Model,
    ClassColumns Columns
);

/// <summary>An item whose answer has come.</summary>
/// <param name="Id">Its id.</param>
/// <param name="JobId">The search.</param>
/// <param name="ProblemId">The problem.</param>
/// <param name="Payload">JSON.</param>
/// <param name="GoesOn">Whether the job is neither paused nor cancelled.</param>
/// <param name="Others">Whether other items of the problem are open.</param>
/// <param name="Round">Complete rounds of the problem.</param>
/// <param name="Tokens">Tokens sampled for it.</param>
internal sealed record OpenItem(
    long Id,
    Guid JobId,
    long ProblemId,
    string Payload,
    bool GoesOn,
    bool Others,
    int Round,
    long Tokens
);
