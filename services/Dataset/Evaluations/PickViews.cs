using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Browsing;
using Platform.Dataset.Reports;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>Problems of an evaluation with what its strategies pick, as the API returns them.</summary>
internal sealed class PickViews(NpgsqlDataSource source)
{
    /// <summary>What the strategies pick; null if the evaluation has no report, or one from before picks were kept.</summary>
    public async Task<EvaluationPicks?> Picks(Guid evaluation, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await ReportStore.Picks(connection, evaluation, cancellationToken);
    }

    /// <summary>Returns the report, or null if the evaluation has no report.</summary>
    public async Task<EvaluationReport?> Report(Guid evaluation, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await ReportStore.Find(connection, evaluation, cancellationToken);
    }

    /// <summary>Problems that fit the filter and whose statement or key contains the search.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="picks">Its picks.</param>
    /// <param name="filter">Which problems.</param>
    /// <param name="search">Part of the text, ignoring case.</param>
    /// <param name="skip">Problems to leave out at the beginning.</param>
    /// <param name="take">Most problems.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<EvaluationProblemPage> Page(
        Guid evaluation,
        EvaluationPicks picks,
        PickFilter filter,
        string search,
        int skip,
        int take,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var pool = (
            await connection.QuerySingle<Pool>(
                """
                select p.id, p.name from dataset.evaluations e join dataset.pools p on p.id = e.pool_id
                where e.job_id = @evaluation
                """,
                new { evaluation },
                cancellationToken
            )
        )!;
        var fitting = filter.Of(picks).ToDictionary(p => p.Key);
        var parameters = new
        {
            id = pool.Id,
            keys = fitting.Keys.ToArray(),
            search = Storable.Text(search),
            skip,
            take,
        };
        const string found = $"p.pool_id = @id and p.key = any(@keys) and {ProblemViews.Matches}";
        int total = await connection.QuerySingle<int>(
            $"select count(*)::int from dataset.problems p where {found}",
            parameters,
            cancellationToken
        );
        var problems = await connection.Query<ProblemSummary>(
            $"""
            select {ProblemViews.Columns} from (
                select * from dataset.problems p where {found} order by p.ordinal offset @skip limit @take
            ) p {ProblemViews.Counted} order by p.ordinal
            """,
            parameters,
            cancellationToken
        );
        var answers = await Answers(connection, pool.Id, [.. problems.Select(p => fitting[p.Key])], cancellationToken);
        return new(
            evaluation,
            pool.Name,
            picks.Strategies,
            picks.Samples,
            total,
            [
                .. problems.Select(p => new ProblemWithPicks(
                    p,
                    [
                        .. fitting[p.Key]
                            .Picked.Zip(
                                fitting[p.Key].Right,
                                (sample, right) =>
                                    new StrategyPick(
                                        sample,
                                        sample is { } s ? answers.GetValueOrDefault((p.Key, s)) : null,
                                        right
                                    )
                            ),
                    ]
                )),
            ]
        );
    }

    private static async Task<Dictionary<(string Key, int Sample), string?>> Answers(
        NpgsqlConnection connection,
        long pool,
        List<ProblemPicks> problems,
        CancellationToken cancellationToken
    )
    {
        var wanted = problems
            .SelectMany(p => p.Picked.OfType<int>().Distinct().Select(sample => (p.Key, Sample: sample)))
            .ToList();
        var answers = await connection.Query<PickedAnswer>(
            """
            select p.key, s.sample, s.answer
            from unnest(@keys::text[], @samples::int[]) as w (key, sample)
            join dataset.problems p on p.pool_id = @pool and p.key = w.key
            join dataset.solutions s on s.problem_id = p.id and s.sample = w.sample
            """,
            new
            {
                pool,
                keys = wanted.Select(w => w.Key).ToArray(),
                samples = wanted.Select(w => w.Sample).ToArray(),
            },
            cancellationToken
        );
        return answers.ToDictionary(a => (a.Key, a.Sample), a => a.Answer);
    }

    private sealed record Pool(long Id, string Name);

    private sealed record PickedAnswer(string Key, int Sample, string? Answer);
}
