using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Labels;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>Reads an evaluation's candidates in columns, a block of problems at a time.</summary>
internal sealed class EvaluationColumnReader(NpgsqlDataSource source)
{
    private const int Block = 64;

    public async Task<EvaluationHeader?> Header(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var evaluation = (
            await connection.Query(
                """
                select p.name, coalesce(e.pool_revision, p.revision), e.seed, (select count(*) from dataset.problems q where q.pool_id = p.id)::int
                from dataset.evaluations e join dataset.pools p on p.id = e.pool_id where e.id = $1
                """,
                [id],
                r => (Pool: r.GetString(0), Revision: r.GetInt64(1), Seed: r.GetInt64(2), Problems: r.GetInt32(3)),
                cancellationToken
            )
        ).SingleOrDefault();
        if (evaluation.Pool is null)
        {
            return null;
        }

        var graders = await connection.Query(
            """
            select coalesce(s.grader, 'none'), count(*)::int from dataset.evaluations e
            join dataset.problems p on p.pool_id = e.pool_id join dataset.solutions s on s.problem_id = p.id
            where e.id = $1 group by 1 order by 1
            """,
            [id],
            r => (Grader: r.GetString(0), Count: r.GetInt32(1)),
            cancellationToken
        );
        var models = await Models(connection, id, cancellationToken);
        return new(
            id,
            evaluation.Pool,
            evaluation.Revision,
            evaluation.Seed,
            [.. models.Select(m => m.Lineage)],
            graders.ToDictionary(g => g.Grader, g => g.Count),
            await Failures(connection, id, cancellationToken),
            evaluation.Problems,
            models.Any(m => m.Lineage.Kind == "process") ? await Labeller(connection, id, cancellationToken) : null
        );
    }

    /// <param name="id">The evaluation.</param>
    /// <param name="labeller">Whose step labels go with them, as the header says.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<ProblemColumns> Problems(
        Guid id,
        string? labeller,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var models = await Models(connection, id, cancellationToken);
        var problems = await connection.Query(
            """
            select p.id, p.key, p.subject, p.level from dataset.evaluations e
            join dataset.problems p on p.pool_id = e.pool_id where e.id = $1 order by p.ordinal
            """,
            [id],
            r => new Problem(r.GetInt64(0), r.GetString(1), r.Nullable<string>(2), r.Nullable<string>(3)),
            cancellationToken
        );
        foreach (var block in problems.Chunk(Block))
        {
            var solutions = await connection.Query(
                """
                select problem_id, id, coalesce(correct, false), case when finished then answer_key end
                from dataset.solutions where problem_id = any($1) order by problem_id, sample
                """,
                [block.Select(p => p.Id).ToArray()],
                r => new Solution(r.GetInt64(0), r.GetInt64(1), r.GetBoolean(2), r.Nullable<string>(3)),
                cancellationToken
            );
            var scores = await connection.Query(
                """
                select c.reward_model_id, c.solution_id, c.rows, c.probabilities from dataset.scores c
                where c.reward_model_id = any($1) and c.solution_id = any($2) and c.probabilities is not null
                """,
                [models.Select(m => m.Id).ToArray(), solutions.Select(s => s.Id).ToArray()],
                r =>
                    (
                        Key: (r.GetInt64(0), r.GetInt64(1)),
                        Value: (Rows: r.GetInt32(2), Scores: r.GetFieldValue<double[]>(3))
                    ),
                cancellationToken
            );
            var labels = await Labels(connection, labeller, solutions, cancellationToken);
            var byKey = scores.ToDictionary(s => s.Key, s => s.Value);
            var byProblem = solutions.ToLookup(s => s.Problem);
            foreach (var problem in block)
            {
                List<Solution> candidates = [.. byProblem[problem.Id]];
                yield return new(
                    problem.Key,
                    problem.Subject,
                    problem.Level,
                    [.. candidates.Select(c => (byte)(c.Correct ? 1 : 0))],
                    Bytes<int>([.. Numbered(candidates)]),
                    [.. models.Select(m => Column(m.Id, candidates, byKey))],
                    Column(candidates, labels)
                );
            }
        }
    }

    private static Task<List<(long Id, ModelLineage Lineage)>> Models(
        NpgsqlConnection connection,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        connection.Query(
            """
            select m.id, m.name, m.version, m.kind, m.classes from dataset.evaluation_models em
            join dataset.reward_models m on m.id = em.reward_model_id where em.evaluation_id = $1 order by em.ordinal
            """,
            [id],
            r =>
                (
                    r.GetInt64(0),
                    new ModelLineage(r.GetString(1), r.GetString(2), r.GetString(3), r.GetFieldValue<string[]>(4))
                ),
            cancellationToken
        );

    /// <summary>The file's labels are the reference where there are any; null: nobody has rated a step.</summary>
    private static async Task<string?> Labeller(
        NpgsqlConnection connection,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.Query(
                """
                select l.labeller from dataset.evaluations e
                join dataset.problems p on p.pool_id = e.pool_id
                join dataset.solutions s on s.problem_id = p.id
                join dataset.labels l on l.solution_id = s.id
                where e.id = $1 and s.finished and array_remove(l.labels, null) <> '{}'
                group by l.labeller order by l.labeller = $2 desc, count(*) desc, l.labeller limit 1
                """,
                [id, LabelRow.File],
                r => r.GetString(0),
                cancellationToken
            )
        ).SingleOrDefault();

    /// <summary>The labeller's latest word on each finished solution.</summary>
    private static async Task<Dictionary<long, sbyte[]>> Labels(
        NpgsqlConnection connection,
        string? labeller,
        List<Solution> solutions,
        CancellationToken cancellationToken
    )
    {
        if (labeller is null)
        {
            return [];
        }

        var labels = await connection.Query(
            """
            select distinct on (l.solution_id) l.solution_id, l.labels from dataset.labels l
            join dataset.solutions s on s.id = l.solution_id
            where l.solution_id = any($1) and l.labeller = $2 and s.finished
            order by l.solution_id, l.generation desc
            """,
            [solutions.Select(s => s.Id).ToArray(), labeller],
            r =>
                (
                    Solution: r.GetInt64(0),
                    Labels: Array.ConvertAll(
                        r.GetFieldValue<short?[]>(1),
                        l => l is { } label ? (sbyte)label : LabelColumns.Unrated
                    )
                ),
            cancellationToken
        );
        return labels.ToDictionary(l => l.Solution, l => l.Labels);
    }

    /// <summary>What models refused, and what workers never brought back.</summary>
    private static Task<List<EvaluationFailure>> Failures(
        NpgsqlConnection connection,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        connection.Query(
            """
            select 'score', m.name, c.failure, count(*)::int, (array_agg(p.key || ' #' || s.sample order by p.ordinal, s.sample))[1:5]
            from dataset.evaluation_models em
            join dataset.evaluations e on e.id = em.evaluation_id
            join dataset.reward_models m on m.id = em.reward_model_id
            join dataset.problems p on p.pool_id = e.pool_id
            join dataset.solutions s on s.problem_id = p.id
            join dataset.scores c on c.reward_model_id = m.id and c.solution_id = s.id
            where em.evaluation_id = $1 and c.failure is not null
            group by m.name, c.failure
            union all
            select w.kind, m.name, w.reason, sum(w.failed)::int,
                (array_agg(p.key || ' #' || coalesce(w.first_sample, s.sample) order by p.ordinal))[1:5]
            from dataset.work_items w
            left join dataset.reward_models m on m.id = w.reward_model_id
            left join dataset.problems p on p.id = w.problem_id
            left join dataset.solutions s on s.id = w.solution_ids[1]
            where w.evaluation_id = $1 and w.reason is not null and w.kind <> 'select'
            group by w.kind, m.name, w.reason
            order by 1, 4 desc
            """,
            [id],
            r => new EvaluationFailure(
                r.GetString(0),
                r.Nullable<string>(1),
                r.GetString(2),
                r.GetInt32(3),
                r.GetFieldValue<string[]>(4)
            ),
            cancellationToken
        );

    private static ScoreColumns? Column(
        long model,
        List<Solution> candidates,
        Dictionary<(long, long), (int Rows, double[] Scores)> scores
    )
    {
        var found = candidates.Select(c => scores.GetValueOrDefault((model, c.Id))).ToList();
        return found.All(f => f.Scores is null)
            ? null
            : new(
                Bytes<int>([.. found.Select(f => f.Rows)]),
                Bytes<double>([.. found.SelectMany(f => f.Scores ?? [])])
            );
    }

    private static LabelColumns? Column(List<Solution> candidates, Dictionary<long, sbyte[]> labels)
    {
        var found = candidates.Select(c => labels.GetValueOrDefault(c.Id) ?? []).ToList();
        return found.All(f => f.Length == 0)
            ? null
            : new(Bytes<int>([.. found.Select(f => f.Length)]), Bytes<sbyte>([.. found.SelectMany(f => f)]));
    }

    private static IEnumerable<int> Numbered(List<Solution> candidates)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            if (candidate.AnswerKey is not { } key)
            {
                yield return -1;
                continue;
            }

            if (!numbers.TryGetValue(key, out var number))
            {
                numbers.Add(key, number = numbers.Count);
            }

            yield return number;
        }
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : struct => MemoryMarshal.AsBytes(values).ToArray();

    private sealed record Problem(long Id, string Key, string? Subject, string? Level);

    private sealed record Solution(long Problem, long Id, bool Correct, string? AnswerKey);
}
