using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Formats;
using Platform.Dataset.Labels;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Exports;

/// <summary>
/// Reads the solutions of a pool for an export, a few hundred at a time. Solutions come in the order of their import, so that
/// a format with a solution per line keeps the order of its file, or problem by problem.
/// </summary>
/// <param name="connection">In a transaction with a snapshot.</param>
/// <param name="pool">The pool.</param>
/// <param name="request">What is exported.</param>
/// <param name="models">Models whose scores are read.</param>
internal sealed class ExportRows(
    NpgsqlConnection connection,
    long pool,
    ExportRequest request,
    IReadOnlyList<ExportModel> models
)
{
    private const int Chunk = 256;

    /// <summary>Returns every problem with one of its solutions and one labelling; problems without solutions once.</summary>
    /// <param name="byProblem">True for problem by problem.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async IAsyncEnumerable<(long ProblemId, ExportedProblem Problem, ExportedSolution? Solution)> Read(
        bool byProblem,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var places = await connection.Query<Place>(
            $"""
            select p.id as problem, coalesce(s.id, 0) as solution from dataset.problems p
            left join dataset.solutions s on s.problem_id = p.id where p.pool_id = @pool
            order by {(byProblem ? "p.ordinal, s.sample" : "s.id")}
            """,
            new { pool },
            cancellationToken
        );
        var scales = (await LabelScales.Of(connection, pool, request.Labeller, cancellationToken))
            .Where(l => l.Scale != LabelScale.Ratings)
            .ToDictionary(l => l.Labeller, l => l.Scale);
        foreach (var chunk in places.Chunk(Chunk))
        {
            var rows = await Rows(chunk, cancellationToken);
            var labels = await Labels(rows, scales, cancellationToken);
            var scores = await Scores(rows, cancellationToken);
            foreach (var row in rows)
            {
                yield return (
                    row.ProblemId,
                    row.Problem,
                    row.Id is { } id
                        ? row.Solution(
                            labels[row.LabelId ?? 0],
                            request.Cut is null && scales.ContainsKey(row.Labeller ?? ""),
                            scores[id]
                        )
                        : null
                );
            }
        }
    }

    private Task<List<Row>> Rows(Place[] chunk, CancellationToken cancellationToken) =>
        connection.Query<Row>(
            """
            select p.id as problem_id, p.key, p.statement, p.truth, p.subject, p.level,
                s.id, s.sample, s.steps, s.reasoning, s.answer, s.answer_rule = 'file' as answer_is_given, s.finished,
                s.correct, s.grader like 'file:%' as verdict_is_given, s.source ->> 'model' as model,
                s.record::text as record, l.id as label_id, l.labeller, l.generation, l.seconds,
                l.record::text as label_record
            from unnest(@problems, @solutions) with ordinality as i (problem, solution, place)
            join dataset.problems p on p.id = i.problem
            left join dataset.solutions s on s.id = i.solution
            left join lateral (
                select x.id, x.labeller, x.generation, x.seconds, x.record from dataset.labels x
                where x.solution_id = s.id and (x.labeller = @labeller or starts_with(x.labeller, @labeller || ':'))
                order by x.generation desc, x.adjudicated desc, x.labeller desc limit @most
            ) l on true
            order by i.place, l.generation, l.labeller
            """,
            new
            {
                problems = Array.ConvertAll(chunk, place => place.Problem),
                solutions = Array.ConvertAll(chunk, place => place.Solution),
                labeller = request.Labeller,
                most = request.Writer.LinePerLabelling ? (int?)null : 1,
            },
            cancellationToken
        );

    private async Task<ILookup<long, StepLabel>> Labels(
        List<Row> rows,
        Dictionary<string, LabelScale> scales,
        CancellationToken cancellationToken
    )
    {
        var fractional = rows.Where(r => r.LabelId is not null && scales.ContainsKey(r.Labeller!))
            .DistinctBy(r => r.LabelId)
            .ToDictionary(r => r.LabelId!.Value, r => scales[r.Labeller!]);
        double? Value(Label label) =>
            label is { Value: { } value, Alternative: 0 }
            && request.Cut is { } cut
            && fractional.TryGetValue(label.LabelId, out var scale)
                ? LabelScales.Fraction(value, scale) >= cut
                    ? 1
                    : -1
                : label.Value;
        long[] ids = [.. rows.Select(r => r.LabelId).OfType<long>()];
        var labels =
            ids.Length == 0
                ? []
                : await connection.Query<Label>(
                    """
                    select label_id, step, alternative, value, unsure, flagged, text from dataset.step_labels
                    where label_id = any(@ids) and (@all or alternative = 0) order by label_id, step, alternative
                    """,
                    new { ids, all = request.Writer.Alternatives },
                    cancellationToken
                );
        return labels.ToLookup(
            l => l.LabelId,
            l => new StepLabel(l.Step, l.Alternative, Value(l), l.Flagged, l.Text, l.Unsure)
        );
    }

    private async Task<ILookup<long, ImportedScore>> Scores(List<Row> rows, CancellationToken cancellationToken)
    {
        var scores =
            models.Count == 0
                ? []
                : await connection.Query<Score>(
                    """
                    select model_id, solution_id, rows, probabilities from dataset.scores
                    where model_id = any(@models) and solution_id = any(@solutions) and failure is null
                    order by solution_id, array_position(@models, model_id)
                    """,
                    new
                    {
                        models = models.Select(m => m.Id).ToArray(),
                        solutions = rows.Select(r => r.Id).OfType<long>().Distinct().ToArray(),
                    },
                    cancellationToken
                );
        var byId = models.ToDictionary(m => m.Id);
        return scores.ToLookup(
            s => s.SolutionId,
            s =>
                byId[s.ModelId] is var model
                    ? new ImportedScore(
                        model.Name,
                        model.Kind,
                        model.Classes,
                        [.. s.Probabilities.Chunk(model.Classes.Length)]
                    )
                    : null!
        );
    }

    private sealed record Place(long Problem, long Solution);

    private sealed record Label(
        long LabelId,
        int Step,
        int Alternative,
        double? Value,
        bool Unsure,
        bool Flagged,
        string? Text
    );

    private sealed record Score(long ModelId, long SolutionId, int Rows, double[] Probabilities);

    private sealed record Row(
        long ProblemId,
        string Key,
        string Statement,
        string? Truth,
        string? Subject,
        string? Level,
        long? Id,
        int? Sample,
        string[]? Steps,
        string? Reasoning,
        string? Answer,
        bool? AnswerIsGiven,
        bool? Finished,
        bool? Correct,
        bool? VerdictIsGiven,
        string? Model,
        string? Record,
        long? LabelId,
        string? Labeller,
        int? Generation,
        double? Seconds,
        string? LabelRecord
    )
    {
        public ExportedProblem Problem => new(Key, Statement, Truth, Subject, Level);

        public ExportedSolution Solution(
            IEnumerable<StepLabel> labels,
            bool fractions,
            IEnumerable<ImportedScore> scores
        ) =>
            new(
                Problem,
                Sample!.Value,
                Steps!,
                Reasoning,
                Answer,
                AnswerIsGiven == true,
                Finished == true,
                Correct,
                VerdictIsGiven == true,
                Model,
                Json(Record),
                LabelId is null
                    ? null
                    : new(Labeller!, Generation!.Value, Seconds, Json(LabelRecord), [.. labels], fractions),
                [.. scores]
            );

        private static JsonElement Json(string? text) => text is null ? default : JsonElement.Parse(text);
    }
}

/// <summary>A model whose scores are exported.</summary>
internal sealed record ExportModel(long Id, string Name, string Kind, string[] Classes);
