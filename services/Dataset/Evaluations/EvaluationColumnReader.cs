using System.Runtime.CompilerServices;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Labels;
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
            select p.name as pool, coalesce(e.pool_revision, p.revision) as revision, e.seed, e.ties,
                (select count(*) from dataset.problems q where q.pool_id = p.id)::int as problems
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
                ? await Labeller(connection, id, cancellationToken)
                : null,
            Enum.Parse<VoteTies>(evaluation.Ties, ignoreCase: true)
        );
    }

    /// <param name="id">The evaluation.</param>
    /// <param name="labeller">Labeller of the step labels to include, as in the header.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async IAsyncEnumerable<ProblemColumns> Problems(
        Guid id,
        string? labeller,
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
        var next = blocks.Count == 0 ? null : Load(blocks[0], modelIds, labeller, cancellationToken);
        for (var i = 0; i < blocks.Count; i++)
        {
            var (solutions, scores, labels) = await next!;
            next = i + 1 < blocks.Count ? Load(blocks[i + 1], modelIds, labeller, cancellationToken) : null;
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
                    Column(candidates, labels)
                );
            }
        }
    }

    private async Task<Loaded> Load(
        Problem[] block,
        long[] models,
        string? labeller,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var solutions = await connection.Query<Solution>(
            """
            select problem_id, id, coalesce(correct, false) as correct, case when finished then answer_key end as answer_key
            from dataset.solutions where problem_id = any(@problems) order by problem_id, sample
            """,
            new { problems = block.Select(p => p.Id).ToArray() },
            cancellationToken
        );
        var scores = await StoredScores.Load(connection, models, [.. solutions.Select(s => s.Id)], cancellationToken);
        return new(
            solutions.ToLookup(s => s.ProblemId),
            scores,
            await Labels(connection, labeller, solutions, cancellationToken)
        );
    }

    /// <summary>
    /// Returns the labeller to compare with: the file if it has labels, otherwise the labeller of the most solutions; null
    /// if no step is rated.
    /// </summary>
    private static Task<string?> Labeller(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.QuerySingle<string>(
            """
            select l.labeller from dataset.evaluations e
            join dataset.problems p on p.pool_id = e.pool_id
            join dataset.solutions s on s.problem_id = p.id
            join dataset.labels l on l.solution_id = s.id
            where e.job_id = @id and s.finished
                and exists (select 1 from dataset.step_labels v where v.label_id = l.id and v.value is not null)
            group by l.labeller order by l.labeller = @file desc, count(*) desc, l.labeller limit 1
            """,
            new { id, file = Labellers.File },
            cancellationToken
        );

    /// <summary>Returns the labeller's latest labels for each finished solution.</summary>
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

        var labels = await connection.Query<StepsOfSolution>(
            $"""
            select distinct on (l.solution_id) l.solution_id, {StepLabels.Values("l")} as labels from dataset.labels l
            join dataset.solutions s on s.id = l.solution_id
            where l.solution_id = any(@solutions) and l.labeller = @labeller and s.finished
            order by l.solution_id, l.generation desc
            """,
            new { solutions = solutions.Select(s => s.Id).ToArray(), labeller },
            cancellationToken
        );
        return labels.ToDictionary(
            l => l.SolutionId,
            l => Array.ConvertAll(StepLabels.Read(l.Labels), v => (sbyte?)v ?? LabelColumns.Unrated)
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

    private static LabelColumns? Column(List<Solution> candidates, Dictionary<long, sbyte[]> labels)
    {
        var found = candidates.Select(c => labels.GetValueOrDefault(c.Id) ?? []).ToList();
        return found.All(f => f.Length == 0)
            ? null
            : new(
                StoredScores.Bytes<int>([.. found.Select(f => f.Length)]),
                StoredScores.Bytes<sbyte>([.. found.SelectMany(f => f)])
            );
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

    private sealed record Subject(string Pool, long Revision, long Seed, string Ties, int Problems);

    private sealed record Verdicts(string Grader, int Count);

    private sealed record Problem(long Id, string Key, string? Subject, string? Level);

    private sealed record Solution(long ProblemId, long Id, bool Correct, string? AnswerKey);

    private sealed record StepsOfSolution(long SolutionId, short[] Labels);

    private sealed record Failure(string Stage, string? Model, string Reason, int Count, string[] Examples);

    /// <summary>What one block of problems has.</summary>
    private sealed record Loaded(
        ILookup<long, Solution> Solutions,
        StoredScores Scores,
        Dictionary<long, sbyte[]> Labels
    );
}
