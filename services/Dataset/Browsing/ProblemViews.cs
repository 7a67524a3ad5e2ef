using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Labels;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;
using Platform.Kernels.Selection;

namespace Platform.Dataset.Browsing;

/// <summary>Problems and candidates as the API returns them.</summary>
internal sealed class ProblemViews(NpgsqlDataSource source)
{
    /// <summary>SQL of the columns of a <see cref="ProblemSummary"/>, of the problem <c>p</c>.</summary>
    public const string Columns = """
        p.key, p.statement, p.truth as answer, p.subject, p.level, n.solutions::int, n.correct::int
        """;

    /// <summary>SQL that counts the solutions of the problem <c>p</c>, for <see cref="Columns"/>.</summary>
    public const string Counted = """
        cross join lateral (
            select count(*) as solutions, count(*) filter (where s.correct) as correct
            from dataset.solutions s where s.problem_id = p.id
        ) n
        """;

    /// <summary>SQL that is true if the problem <c>p</c> has the search in its statement or key, ignoring case.</summary>
    public const string Matches = """
        (position(lower(@search) in lower(p.statement)) > 0 or position(lower(@search) in lower(p.key)) > 0)
        """;

    /// <summary>Problems whose statement or key contains the search, ignoring case; null if there is no such pool.</summary>
    public async Task<ProblemPage?> Page(
        string pool,
        string search,
        int skip,
        int take,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await PoolRecords.Find(connection, pool, cancellationToken) is not { } id)
        {
            return null;
        }

        const string found = $"p.pool_id = @id and {Matches}";
        var parameters = new
        {
            id,
            search = Storable.Text(search),
            skip,
            take,
        };
        int total = await connection.QuerySingle<int>(
            $"select count(*)::int from dataset.problems p where {found}",
            parameters,
            cancellationToken
        );
        var problems = await connection.Query<ProblemSummary>(
            $"""
            select {Columns} from (
                select * from dataset.problems p where {found} order by p.ordinal offset @skip limit @take
            ) p {Counted} order by p.ordinal
            """,
            parameters,
            cancellationToken
        );
        return new(pool, total, problems);
    }

    /// <summary>A problem with some of its candidates; null if there is no such problem.</summary>
    /// <param name="pool">Name of the pool.</param>
    /// <param name="key">The problem's key.</param>
    /// <param name="skip">Candidates to leave out at the beginning.</param>
    /// <param name="take">Most candidates.</param>
    /// <param name="sample">
    /// A sample number: the part that it is in when the list is divided into parts of <paramref name="take"/>, whatever
    /// <paramref name="skip"/> is; null to skip.
    /// </param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<ProblemDetail?> Detail(
        string pool,
        string key,
        int skip,
        int take,
        int? sample,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var problem = await connection.QuerySingle<ProblemSummary>(
            $"""
            select {Columns} from dataset.problems p join dataset.pools q on q.id = p.pool_id {Counted}
            where q.name = @pool and p.key = @key
            """,
            new { pool, key },
            cancellationToken
        );
        if (problem is null)
        {
            return null;
        }

        if (sample is not null)
        {
            int before = await connection.QuerySingle<int>(
                """
                select count(*)::int from dataset.solutions s
                join dataset.problems p on p.id = s.problem_id
                join dataset.pools q on q.id = p.pool_id
                where q.name = @pool and p.key = @key and s.sample < @sample
                """,
                new
                {
                    pool,
                    key,
                    sample,
                },
                cancellationToken
            );
            skip = before / take * take;
        }

        var solutions = await connection.Query<Solution>(
            """
            select s.id, s.sample, s.steps, s.finished, s.answer, s.answer_rule, s.correct, s.grader,
                g.first_errors as gold
            from dataset.solutions s
            left join dataset.gold_solutions g on g.solution_id = s.id
            join dataset.problems p on p.id = s.problem_id
            join dataset.pools q on q.id = p.pool_id
            where q.name = @pool and p.key = @key order by s.sample offset @skip limit @take
            """,
            new
            {
                pool,
                key,
                skip,
                take,
            },
            cancellationToken
        );
        long[] ids = [.. solutions.Select(s => s.Id)];
        var scores = await Scores(connection, ids, cancellationToken);
        var labels = await Labels(connection, pool, ids, cancellationToken);
        return new(
            pool,
            problem,
            [
                .. solutions.Select(s => new Candidate(
                    s.Sample,
                    s.Steps,
                    s.Finished,
                    s.Answer,
                    s.AnswerRule,
                    s.Correct,
                    s.Grader,
                    scores(s.Id),
                    [.. labels[s.Id]],
                    s.Gold
                )),
            ],
            skip
        );
    }

    private static async Task<Func<long, IReadOnlyList<CandidateScore>>> Scores(
        NpgsqlConnection connection,
        long[] solutions,
        CancellationToken cancellationToken
    )
    {
        var models = await connection.Query<Model>(
            """
            select m.id, m.name, m.version, m.kind, m.classes from dataset.models m
            where exists (
                select 1 from dataset.scores x
                where x.model_id = m.id and x.solution_id = any(@solutions) and x.probabilities is not null
            )
            order by m.name, m.registered
            """,
            new { solutions },
            cancellationToken
        );
        var stored = await StoredScores.Load(connection, [.. models.Select(m => m.Id)], solutions, cancellationToken);
        return solution =>
            [
                .. models
                    .Select(m => stored.Of(m.Id, solution) is { } rows ? m.Score(rows) : null)
                    .OfType<CandidateScore>(),
            ];
    }

    private static async Task<ILookup<long, CandidateLabels>> Labels(
        NpgsqlConnection connection,
        string pool,
        long[] solutions,
        CancellationToken cancellationToken
    )
    {
        var labels = await connection.Query<Label>(
            $"""
            select x.solution_id, x.labeller, x.generation, {StepLabels.Exact("x")} as steps, x.outcome
            from dataset.labels x where x.solution_id = any(@solutions) order by x.labeller, x.generation
            """,
            new { solutions },
            cancellationToken
        );
        var stepwise = labels.Where(l => l.Steps.Length > 0).Select(l => l.Labeller).Distinct();
        var scales = await LabelScales.Of(connection, pool, [.. stepwise], cancellationToken);
        return labels.ToLookup(
            l => l.SolutionId,
            l => l.View(scales.GetValueOrDefault(l.Labeller, LabelScale.Ratings))
        );
    }

    private sealed record Solution(
        long Id,
        int Sample,
        string[] Steps,
        bool Finished,
        string? Answer,
        string? AnswerRule,
        bool? Correct,
        string? Grader,
        int[]? Gold
    );

    private sealed record Model(long Id, string Name, string Version, string Kind, string[] Classes)
    {
        public CandidateScore Score(double[] rows)
        {
            var classes = ClassColumns.Named(Classes);
            var correct = new double[rows.Length / classes.Count];
            for (int row = 0; row < correct.Length; row++)
            {
                correct[row] = classes.Correct(rows.AsSpan(row * classes.Count, classes.Count), NeutralPolicy.Positive);
            }

            return Kind == ModelKind.Process
                ? new(Name, Version, Kind, correct.Aggregate(1.0, (product, p) => product * p), correct)
                : new(Name, Version, Kind, correct[^1], []);
        }
    }

    private sealed record Label(long SolutionId, string Labeller, int Generation, double[] Steps, bool? Outcome)
    {
        public CandidateLabels View(LabelScale scale) =>
            scale == LabelScale.Ratings
                ? new(Labeller, Generation, StepLabels.Ratings(Steps), Outcome)
                : new(
                    Labeller,
                    Generation,
                    new int?[Steps.Length],
                    Outcome,
                    Steps.Length == 0 ? null : StepLabels.Fractions(Steps, scale)
                );
    }
}
