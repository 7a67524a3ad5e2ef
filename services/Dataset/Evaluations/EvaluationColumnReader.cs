using System.Runtime.CompilerServices;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;

namespace Platform.Dataset.Evaluations;

/// <summary>Reads an evaluation's candidates as columns, one block of problems at a time.</summary>
internal sealed class EvaluationColumnReader(NpgsqlDataSource source)
{
    private const int Block = 32;
    private const string Models = "evaluation_models";

    public async Task<EvaluationHeader?> Header(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var evaluation = await connection.QuerySingle<Subject>(
            """
            select p.id, p.name as pool, coalesce(e.pool_revision, p.revision) as revision, e.seed, e.ties, e.steps::text as steps,
                (select count(*) from dataset.problems q where q.pool_id = p.id)::int as problems,
                (
                    select count(*) from dataset.problems q join dataset.solutions s on s.problem_id = q.id
                    where q.pool_id = p.id and s.finished and s.correct is null
                )::int as ungraded
            from dataset.evaluations e join dataset.pools p on p.id = e.pool_id where e.job_id = @id
            """,
            new { id },
            cancellationToken
        );
        if (evaluation is null)
        {
            return null;
        }

        var graders = await connection.Query<Verdicts>(
            """
            select coalesce(s.grader, 'none') as grader, count(*)::int as count from dataset.evaluations e
            join dataset.problems p on p.pool_id = e.pool_id join dataset.solutions s on s.problem_id = p.id
            where e.job_id = @id group by 1 order by 1
            """,
            new { id },
            cancellationToken
        );
        var models = await UsedModels.Of(connection, Models, id, cancellationToken);
        var steps = StepFields.Parse(evaluation.Steps);
        return new(
            id,
            evaluation.Pool,
            evaluation.Revision,
            evaluation.Seed,
            [.. models.Select(m => m.Lineage)],
            graders.ToDictionary(g => g.Grader, g => g.Count),
            await Failures(connection, id, cancellationToken),
            evaluation.Problems,
            models.Any(m => m.Lineage.Kind == ModelKind.Process)
                ? await EvaluationLabels.Resolve(connection, evaluation.Id, steps, cancellationToken)
                : [],
            Enum.Parse<VoteTies>(evaluation.Ties, ignoreCase: true),
            steps,
            evaluation.Ungraded
        );
    }

    /// <param name="id">The evaluation.</param>
    /// <param name="labellers">Labellers of the step labels to include, as in the header.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async IAsyncEnumerable<ProblemColumns> Problems(
        Guid id,
        IReadOnlyList<PoolLabeller> labellers,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var models = await UsedModels.Of(connection, Models, id, cancellationToken);
        var problems = await connection.Query<Problem>(
            """
            select p.id, p.key, p.subject, p.level from dataset.evaluations e
            join dataset.problems p on p.pool_id = e.pool_id where e.job_id = @id order by p.ordinal
            """,
            new { id },
            cancellationToken
        );
        long[] modelIds = [.. models.Select(m => m.Id)];
        List<Problem[]> blocks = [.. problems.Chunk(Block)];
        // The database reads the next block while this one is written.
        var next = blocks.Count == 0 ? null : Load(blocks[0], modelIds, labellers, cancellationToken);
        for (var i = 0; i < blocks.Count; i++)
        {
            var (solutions, scores, labels) = await next!;
            next = i + 1 < blocks.Count ? Load(blocks[i + 1], modelIds, labellers, cancellationToken) : null;
            foreach (var problem in blocks[i])
            {
                List<Solution> candidates = [.. solutions[problem.Id]];
                yield return new(
                    problem.Key,
                    problem.Subject,
                    problem.Level,
                    [.. candidates.Select(c => (byte)(c.Correct ? 1 : 0))],
                    StoredScores.Bytes<int>([.. Numbered(candidates)]),
                    [.. models.Select(m => scores.Column(m.Id, [.. candidates.Select(c => c.Id)]))],
                    labels.Columns([.. candidates.Select(c => c.Id)]),
                    StoredScores.Bytes<int>([.. candidates.Select(c => c.Sample)])
                );
            }
        }
    }

    private async Task<Loaded> Load(
        Problem[] block,
        long[] models,
        IReadOnlyList<PoolLabeller> labellers,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var solutions = await connection.Query<Solution>(
            """
            select problem_id, id, sample, coalesce(correct, false) as correct, case when finished then answer_key end as answer_key
            from dataset.solutions where problem_id = any(@problems) order by problem_id, sample
            """,
            new { problems = block.Select(p => p.Id).ToArray() },
            cancellationToken
        );
        var scores = await StoredScores.Load(connection, models, [.. solutions.Select(s => s.Id)], cancellationToken);
        return new(
            solutions.ToLookup(s => s.ProblemId),
            scores,
            await EvaluationLabels.Load(connection, labellers, [.. solutions.Select(s => s.Id)], cancellationToken)
        );
    }

    /// <summary>Returns the failures of models and of work items.</summary>
    private static async Task<List<EvaluationFailure>> Failures(
        NpgsqlConnection connection,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await connection.Query<Failure>(
                    """
                    select 'score' as stage, m.name as model, c.failure as reason, count(*)::int as count,
                        (array_agg(p.key || ' #' || s.sample order by p.ordinal, s.sample))[1:5] as examples
                    from dataset.evaluation_models em
                    join dataset.evaluations e on e.job_id = em.job_id
                    join dataset.models m on m.id = em.model_id
                    join dataset.problems p on p.pool_id = e.pool_id
                    join dataset.solutions s on s.problem_id = p.id
                    join dataset.scores c on c.model_id = m.id and c.solution_id = s.id
                    where em.job_id = @id and c.failure is not null
                    group by m.name, c.failure
                    union all
                    select w.kind, m.name, w.reason, sum(w.failed)::int,
                        (array_agg(p.key || ' #' || coalesce(w.first_sample, s.sample) order by p.ordinal))[1:5]
                    from dataset.work_items w
                    left join dataset.models m on m.id = w.model_id
                    left join dataset.problems p on p.id = w.problem_id
                    left join dataset.solutions s on s.id = w.solution_ids[1]
                    where w.job_id = @id and w.reason is not null and w.kind <> 'select'
                    group by w.kind, m.name, w.reason
                    order by stage, count desc
                    """,
                    new { id },
                    cancellationToken
                )
            ).Select(f => new EvaluationFailure(f.Stage, f.Model, f.Reason, f.Count, f.Examples)),
        ];

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

    private sealed record Subject(
        long Id,
        string Pool,
        long Revision,
        long Seed,
        string Ties,
        string? Steps,
        int Problems,
        int Ungraded
    );

    private sealed record Verdicts(string Grader, int Count);

    private sealed record Problem(long Id, string Key, string? Subject, string? Level);

    private sealed record Solution(long ProblemId, long Id, int Sample, bool Correct, string? AnswerKey);

    private sealed record Failure(string Stage, string? Model, string Reason, int Count, string[] Examples);

    /// <summary>What one block of problems has.</summary>
    private sealed record Loaded(ILookup<long, Solution> Solutions, StoredScores Scores, EvaluationLabels Labels);
}
