using Npgsql;
using NpgsqlTypes;
using Platform.Contracts;
using Platform.Dataset.Importing;
using Platform.Dataset.Labels;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Pools;

/// <summary>
/// Writes one batch of problems within a transaction that holds the pool's lock. What is there already is looked up first,
/// so that everything new can go in by plain binary COPY.
/// </summary>
internal sealed class PoolBatch(NpgsqlConnection connection, long pool, string format)
{
    private readonly List<ImportError> errors = [];
    private readonly List<(long Id, long Problem, JudgedSolution Row)> added = [];
    private readonly List<(long Solution, IReadOnlyList<int?> Labels)> labels = [];
    private readonly List<(long Solution, ImportedScore Score)> scores = [];
    private int unchanged;

    public async Task<BatchResult> Write(IReadOnlyList<JudgedProblem> batch, CancellationToken cancellationToken)
    {
        var (ids, newProblems) = await Problems(batch, cancellationToken);
        var known = await Known([.. ids.Values.Select(p => p.Id).Except(newProblems)], cancellationToken);
        Sort(batch, ids, known);
        await Number(cancellationToken);
        await CopySolutions(cancellationToken);
        await CopyLabels(cancellationToken);
        var copied = await CopyScores(cancellationToken);
        return new(newProblems.Count, added.Count, copied, unchanged, errors);
    }

    private async Task<(Dictionary<string, StoredProblem> Ids, HashSet<long> New)> Problems(
        IReadOnlyList<JudgedProblem> batch,
        CancellationToken cancellationToken
    )
    {
        var distinct = batch.DistinctBy(p => p.Problem.Key).Select(p => p.Problem).ToList();
        var keys = distinct.Select(p => p.Key).ToArray();
        var inserted = await connection.Query(
            """
            insert into dataset.problems (pool_id, key, ordinal, statement, truth, subject, level)
            select $1, t.key, coalesce((select max(ordinal) + 1 from dataset.problems where pool_id = $1), 0) + t.n - 1,
                t.statement, t.truth, t.subject, t.level
            from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                with ordinality as t(key, statement, truth, subject, level, n)
            on conflict (pool_id, key) do nothing
            returning id
            """,
            [
                pool,
                keys,
                distinct.Select(p => p.Statement).ToArray(),
                distinct.Select(p => p.Answer).ToArray(),
                distinct.Select(p => p.Subject).ToArray(),
                distinct.Select(p => p.Level).ToArray(),
            ],
            r => r.GetInt64(0),
            cancellationToken
        );
        var rows = await connection.Query(
            "select key, id, statement, truth from dataset.problems where pool_id = $1 and key = any($2)",
            [pool, keys],
            r =>
                (
                    Key: r.GetString(0),
                    Row: new StoredProblem(r.GetInt64(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3))
                ),
            cancellationToken
        );
        return (rows.ToDictionary(r => r.Key, r => r.Row), [.. inserted]);
    }

    private async Task<Dictionary<(long, int), (long Id, string[] Steps)>> Known(
        long[] problems,
        CancellationToken cancellationToken
    )
    {
        var rows =
            problems.Length == 0
                ? []
                : await connection.Query(
                    "select problem_id, sample, id, steps from dataset.solutions where problem_id = any($1)",
                    [problems],
                    r =>
                        (
                            Problem: r.GetInt64(0),
                            Sample: r.GetInt32(1),
                            Id: r.GetInt64(2),
                            Steps: r.GetFieldValue<string[]>(3)
                        ),
                    cancellationToken
                );
        return rows.ToDictionary(r => (r.Problem, r.Sample), r => (r.Id, r.Steps));
    }

    /// <summary>New, unchanged, or in conflict with what is there.</summary>
    private void Sort(
        IReadOnlyList<JudgedProblem> batch,
        Dictionary<string, StoredProblem> ids,
        Dictionary<(long, int), (long Id, string[] Steps)> known
    )
    {
        var adding = new Dictionary<(long, int), IReadOnlyList<string>>();
        foreach (var (line, problem, solutions) in batch)
        {
            var stored = ids[problem.Key];
            if (stored.Conflict(problem) is { } conflict)
            {
                errors.Add(
                    new(
                        line,
                        $"problem '{problem.Key}' is in the pool {conflict}; import this file into a pool of its own"
                    )
                );
                continue;
            }

            var id = stored.Id;

            // The file may leave out, or word otherwise, the answer that the pool has: the pool's is the reference.
            var judge = stored.Truth == problem.Answer ? null : new Judge(stored.Truth);
            foreach (var read in solutions)
            {
                var row = judge is null ? read : read with { Judged = judge.Solution(read.Solution, format) };
                var sample = row.Solution.Sample;
                var there = known.TryGetValue((id, sample), out var old);
                var steps = there ? old.Steps : adding.GetValueOrDefault((id, sample));
                if (steps is null)
                {
                    adding.Add((id, sample), row.Solution.Steps);
                    added.Add((0, id, row));
                }
                else if (steps.SequenceEqual(row.Solution.Steps))
                {
                    unchanged++;
                    scores.AddRange(there ? row.Solution.Scores.Select(s => (old.Id, s)) : []);
                    if (there && row.Solution.StepLabels is { } rated)
                    {
                        labels.Add((old.Id, rated));
                    }
                }
                else
                {
                    errors.Add(
                        new(
                            line,
                            $"sample {sample} of problem '{problem.Key}' is there with other steps; import this file into a pool of its own"
                        )
                    );
                }
            }
        }
    }

    private async Task Number(CancellationToken cancellationToken)
    {
        var ids = await connection.Query(
            "select nextval('dataset.solutions_id_seq') from generate_series(1, $1)",
            [added.Count],
            r => r.GetInt64(0),
            cancellationToken
        );
        for (var i = 0; i < added.Count; i++)
        {
            added[i] = added[i] with { Id = ids[i] };
            scores.AddRange(added[i].Row.Solution.Scores.Select(s => (ids[i], s)));
            if (added[i].Row.Solution.StepLabels is { } rated)
            {
                labels.Add((ids[i], rated));
            }
        }
    }

    private async Task CopySolutions(CancellationToken cancellationToken)
    {
        if (added.Count == 0)
        {
            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync(
            "copy dataset.solutions (id, problem_id, sample, steps, answer, answer_rule, answer_key, finished, correct, grader, source) from stdin (format binary)",
            cancellationToken
        );
        foreach (var (id, problem, (solution, judged)) in added)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(id, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(problem, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(solution.Sample, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(solution.Steps.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);
            await Text(copy, judged.Answer, cancellationToken);
            await Text(copy, judged.Rule, cancellationToken);
            await Text(copy, judged.Key, cancellationToken);
            await copy.WriteAsync(solution.Finished, NpgsqlDbType.Boolean, cancellationToken);
            if (judged.Correct is { } correct)
            {
                await copy.WriteAsync(correct, NpgsqlDbType.Boolean, cancellationToken);
            }
            else
            {
                await copy.WriteNullAsync(cancellationToken);
            }

            await Text(copy, judged.Grader, cancellationToken);
            if (solution.Model is { } model)
            {
                var source = System.Text.Json.JsonSerializer.Serialize(new { model });
                await copy.WriteAsync(source, NpgsqlDbType.Jsonb, cancellationToken);
            }
            else
            {
                await copy.WriteNullAsync(cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>A solution's first labels stay: a file that rates it otherwise does not change them.</summary>
    private async Task CopyLabels(CancellationToken cancellationToken)
    {
        if (labels.Count == 0)
        {
            return;
        }

        var there = await connection.Query(
            "select solution_id from dataset.labels where labeller = $1 and generation = 0 and solution_id = any($2)",
            [LabelRow.File, labels.Select(l => l.Solution).ToArray()],
            r => r.GetInt64(0),
            cancellationToken
        );
        var seen = there.ToHashSet();
        await LabelCopy.Write(
            connection,
            LabelRow.File,
            [
                .. labels
                    .Where(l => seen.Add(l.Solution))
                    .Select(l => (l.Solution, l.Labels.Select(label => (short?)label).ToArray(), (bool?)null)),
            ],
            cancellationToken
        );
    }

    private async Task<int> CopyScores(CancellationToken cancellationToken)
    {
        if (scores.Count == 0)
        {
            return 0;
        }

        var models = await Models(cancellationToken);
        var there = await connection.Query(
            "select reward_model_id, solution_id from dataset.scores where reward_model_id = any($1) and solution_id = any($2)",
            [models.Values.ToArray(), scores.Select(s => s.Solution).Distinct().ToArray()],
            r => (r.GetInt64(0), r.GetInt64(1)),
            cancellationToken
        );
        var seen = there.ToHashSet();
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy dataset.scores (reward_model_id, solution_id, rows, probabilities) from stdin (format binary)",
            cancellationToken
        );
        var copied = 0;
        foreach (var (solution, score) in scores)
        {
            if (!seen.Add((models[score.ModelName], solution)))
            {
                continue;
            }

            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(models[score.ModelName], NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(solution, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(score.Probabilities.Count, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(
                score.Probabilities.SelectMany(p => p).ToArray(),
                NpgsqlDbType.Array | NpgsqlDbType.Double,
                cancellationToken
            );
            copied++;
        }

        await copy.CompleteAsync(cancellationToken);
        return copied;
    }

    private async Task<Dictionary<string, long>> Models(CancellationToken cancellationToken)
    {
        var distinct = scores.Select(s => s.Score).DistinctBy(s => s.ModelName).ToList();
        foreach (var score in distinct)
        {
            await connection.Execute(
                """
                insert into dataset.reward_models (name, version, kind, classes, pool_id, registered)
                values ($1, $2, $3, $4, $5, now()) on conflict do nothing
                """,
                [score.ModelName, RewardModelRow.Imported, score.Kind, score.Classes.ToArray(), pool],
                cancellationToken
            );
        }

        var rows = await connection.Query(
            "select name, id from dataset.reward_models where pool_id = $1 and name = any($2)",
            [pool, distinct.Select(s => s.ModelName).ToArray()],
            r => (Name: r.GetString(0), Id: r.GetInt64(1)),
            cancellationToken
        );
        return rows.ToDictionary(r => r.Name, r => r.Id);
    }

    private static Task Text(NpgsqlBinaryImporter copy, string? value, CancellationToken cancellationToken) =>
        value is null
            ? copy.WriteNullAsync(cancellationToken)
            : copy.WriteAsync(value, NpgsqlDbType.Text, cancellationToken);
}
