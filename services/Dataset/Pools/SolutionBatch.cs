using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Formats;
using Platform.Dataset.Labels;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Pools;

/// <summary>
/// Adds solutions, imported or generated, to problems of one pool whose row the caller has locked. Existing solutions are
/// looked up first, so that new ones can be inserted with plain binary COPY. Natural key: (problem, sample).
/// </summary>
internal sealed class SolutionBatch
{
    private readonly NpgsqlConnection _connection;
    private readonly long _pool;
    private readonly Dictionary<(long Problem, int Sample), Known> _known;
    private readonly Dictionary<(long Problem, int Sample), IReadOnlyList<string>> _adding = [];
    private readonly List<(long Problem, JudgedSolution Row)> _added = [];
    private readonly List<SolutionLabels> _labels = [];
    private readonly HashSet<long> _rescored = [];
    private readonly List<(long Solution, ImportedScore Score)> _scores = [];

    private SolutionBatch(NpgsqlConnection connection, long pool, IEnumerable<Known> known) =>
        (_connection, _pool, _known) = (connection, pool, known.ToDictionary(k => (k.ProblemId, k.Sample)));

    /// <summary>Solutions that already exist with the same steps.</summary>
    public int Unchanged { get; private set; }

    /// <param name="connection">In the transaction that holds the pool's lock.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="problems">Problems that may already have solutions.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<SolutionBatch> Open(
        NpgsqlConnection connection,
        long pool,
        long[] problems,
        CancellationToken cancellationToken
    ) =>
        new(
            connection,
            pool,
            problems.Length == 0
                ? []
                : await connection.Query<Known>(
                    "select problem_id, sample, id, steps from dataset.solutions where problem_id = any(@problems)",
                    new { problems },
                    cancellationToken
                )
        );

    /// <returns>Why the solution cannot be added; null if it is added or already exists.</returns>
    public string? Add(long problem, JudgedSolution row)
    {
        var solution = row.Solution;
        var old = _known.GetValueOrDefault((problem, solution.Sample));
        var steps = old?.Steps ?? _adding.GetValueOrDefault((problem, solution.Sample));
        if (steps is null)
        {
            _adding.Add((problem, solution.Sample), solution.Steps);
            _added.Add((problem, row));
            return null;
        }

        if (!steps.SequenceEqual(solution.Steps))
        {
            return $"sample {solution.Sample} exists with other steps";
        }

        Unchanged++;
        if (old is not null)
        {
            _rescored.Add(old.Id);
            Attach(old.Id, solution);
        }

        return null;
    }

    /// <returns>Solutions and scores added.</returns>
    public async Task<(int Solutions, int Scores)> Write(CancellationToken cancellationToken)
    {
        if (_added.Count > 0)
        {
            var ids = await _connection.NewIds("dataset.solutions_id_seq", _added.Count, cancellationToken);
            for (var i = 0; i < ids.Length; i++)
            {
                Attach(ids[i], _added[i].Row.Solution);
            }

            await CopySolutions(ids, cancellationToken);
        }

        // A solution's first labels are kept, even if the file labels it differently.
        await LabelCopy.WriteMissing(_connection, Labellers.File, _labels, cancellationToken);
        return (_added.Count, await CopyScores(cancellationToken));
    }

    private void Attach(long id, ImportedSolution solution)
    {
        _scores.AddRange(solution.Scores.Select(s => (id, s)));
        if (solution.Labels is { } labels)
        {
            _labels.Add(new(id, labels, null, solution.Seconds, solution.LabelRecord));
        }
    }

    private async Task CopySolutions(long[] ids, CancellationToken cancellationToken)
    {
        await using var copy = await BinaryCopy.Begin(
            _connection,
            "dataset.solutions",
            [
                "id",
                "problem_id",
                "sample",
                "steps",
                "answer",
                "answer_rule",
                "answer_key",
                "finished",
                "correct",
                "grader",
                "source",
                "reasoning",
                "record",
            ],
            cancellationToken
        );
        for (var i = 0; i < ids.Length; i++)
        {
            var (problem, (solution, judged, source)) = _added[i];
            await copy.Row(cancellationToken);
            copy.Write(ids[i]);
            copy.Write(problem);
            copy.Write(solution.Sample);
            copy.Write(solution.Steps);
            copy.Write(judged.Answer);
            copy.Write(judged.Rule);
            copy.Write(judged.Key);
            copy.Write(solution.Finished);
            copy.Write(judged.Correct);
            copy.Write(judged.Grader);
            copy.WriteJson(source ?? Source(solution.Model));
            copy.Write(solution.Reasoning);
            copy.WriteUtf8Json(solution.Record);
        }

        await copy.Complete(cancellationToken);
    }

    private static string? Source(string? model) => model is null ? null : JsonSerializer.Serialize(new { model });

    private async Task<int> CopyScores(CancellationToken cancellationToken)
    {
        if (_scores.Count == 0)
        {
            return 0;
        }

        var models = await Models(cancellationToken);
        // Only a solution that existed before can have scores.
        var seen = (
            _rescored.Count == 0
                ? []
                : await _connection.Query<ScoreKey>(
                    """
                    select model_id, solution_id from dataset.scores
                    where model_id = any(@models) and solution_id = any(@solutions)
                    """,
                    new { models = models.Values.ToArray(), solutions = _rescored.ToArray() },
                    cancellationToken
                )
        ).ToHashSet();
        await using var copy = await BinaryCopy.Begin(
            _connection,
            "dataset.scores",
            ["model_id", "solution_id", "rows", "probabilities"],
            cancellationToken
        );
        var copied = 0;
        foreach (var (solution, score) in _scores)
        {
            long model = models[score.ModelName];
            if (!seen.Add(new(model, solution)))
            {
                continue;
            }

            await copy.Row(cancellationToken);
            copy.Write(model);
            copy.Write(solution);
            copy.Write(score.Probabilities.Count);
            copy.Write(score.Probabilities);
            copied++;
        }

        await copy.Complete(cancellationToken);
        return copied;
    }

    private async Task<Dictionary<string, long>> Models(CancellationToken cancellationToken)
    {
        var distinct = _scores.Select(s => s.Score).DistinctBy(s => s.ModelName).ToList();
        foreach (var score in distinct)
        {
            await _connection.Execute(
                """
                insert into dataset.models (name, version, kind, classes, pool_id, registered)
                values (@name, @version, @kind, @classes, @pool, now()) on conflict do nothing
                """,
                new
                {
                    name = score.ModelName,
                    version = ModelRow.Imported,
                    kind = score.Kind,
                    classes = score.Classes.ToArray(),
                    pool = _pool,
                },
                cancellationToken
            );
        }

        var rows = await _connection.Query<NamedModel>(
            "select name, id from dataset.models where pool_id = @pool and name = any(@names)",
            new { pool = _pool, names = distinct.Select(s => s.ModelName).ToArray() },
            cancellationToken
        );
        return rows.ToDictionary(r => r.Name, r => r.Id);
    }

    private sealed record Known(long ProblemId, int Sample, long Id, string[] Steps);

    private readonly record struct ScoreKey(long ModelId, long SolutionId);

    private sealed record NamedModel(string Name, long Id);
}

/// <summary>A solution and the verdict on its answer.</summary>
/// <param name="Solution">As it was imported or generated.</param>
/// <param name="Judged">The verdict.</param>
/// <param name="Source">JSON of what produced it; null to use the model named by the solution.</param>
internal sealed record JudgedSolution(ImportedSolution Solution, Judged Judged, string? Source = null);
