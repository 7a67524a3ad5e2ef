using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Work;

/// <summary>Stores scores of solutions, one row per model and solution; an existing score is kept.</summary>
internal sealed class SolutionScores() : ScoreReceiver(WorkKinds.Score)
{
    public override async Task<WorkResult> Write(
        NpgsqlConnection connection,
        long item,
        SolutionsScored scored,
        CancellationToken cancellationToken
    )
    {
        var usable = scored.Solutions.Select(Checked).ToList();
        await connection.Execute(
            """
            insert into dataset.scores (model_id, solution_id, rows, probabilities, failure)
            select w.model_id, t.solution, t.rows,
                case when t.failure is null then (@probabilities::float8[])[t.start + 1 : t.start + t.length] end, t.failure
            from dataset.work_items w,
                unnest(@solutions::bigint[], @rows::int[], @failures::text[], @starts::int[], @lengths::int[])
                    as t(solution, rows, failure, start, length)
            where w.id = @item and t.solution = any(w.solution_ids)
            on conflict do nothing
            """,
            new
            {
                item,
                solutions = usable.Select(s => s.SolutionId).ToArray(),
                rows = usable.Select(s => s.Probabilities?.Count ?? 0).ToArray(),
                failures = usable.Select(s => s.Failure).ToArray(),
                starts = Starts(usable).ToArray(),
                lengths = usable.Select(Length).ToArray(),
                probabilities = usable.SelectMany(s => s.Probabilities ?? []).SelectMany(p => p).ToArray(),
            },
            cancellationToken
        );
        return new(usable.Count(s => s.Failure is null), null, scored.RunSeconds);
    }

    /// <summary>Keeps scores that a scorer must never send out of the database.</summary>
    private static ScoredSolution Checked(ScoredSolution s) =>
        s.Failure is not null ? s with { Probabilities = null, Failure = Storable.Text(s.Failure) }
        : s.Probabilities is not { Count: > 0 } rows ? Unusable(s, "the scorer sent neither scores nor a reason")
        : rows.SelectMany(r => r).All(double.IsFinite) && rows.All(r => r.Length == rows[0].Length) ? s
        : Unusable(s, "the scorer sent scores that are not finite or not of one width");

    private static ScoredSolution Unusable(ScoredSolution s, string why) =>
        s with
        {
            Probabilities = null,
            Failure = why,
        };

    private static int Length(ScoredSolution s) => s.Probabilities?.Sum(p => p.Length) ?? 0;

    private static IEnumerable<int> Starts(IEnumerable<ScoredSolution> solutions)
    {
        var start = 0;
        foreach (var solution in solutions)
        {
            yield return start;
            start += Length(solution);
        }
    }
}
