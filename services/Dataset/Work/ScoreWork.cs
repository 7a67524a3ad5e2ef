using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Work;

/// <summary>Work item that scores solutions of one problem with one reward model: <see cref="ScoreSolutions"/>.</summary>
internal sealed class ScoreWork(IOptions<DatasetOptions> options)
    : WorkKind(WorkKinds.Score, Queues.ScoreSolutions, options.Value.Lease, options.Value.Window)
{
    public override async Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    )
    {
        var solutions = await connection.Query<Solution>(
            """
            select w.id as item, s.id, s.steps from dataset.work_items w
            join dataset.solutions s on s.id = any(w.solution_ids)
            where w.id = any(@items) order by w.id, s.sample
            """,
            new { items },
            cancellationToken
        );
        var byItem = solutions.ToLookup(s => s.Item, s => new SolutionToScore(s.Id, s.Steps));
        var rows = await connection.Query<Row>(
            """
            select w.id, w.job_id, m.version, p.statement from dataset.work_items w
            join dataset.models m on m.id = w.model_id
            join dataset.problems p on p.id = w.problem_id
            where w.id = any(@items) order by w.id
            """,
            new { items },
            cancellationToken
        );
        return
        [
            .. rows.Select(r => new WorkMessage(
                r.Id,
                r.JobId,
                new ScoreSolutions(r.Version, r.Statement, [.. byItem[r.Id]])
            )),
        ];
    }

    private sealed record Solution(long Item, long Id, string[] Steps);

    private sealed record Row(long Id, Guid JobId, string Version, string Statement);
}

/// <summary>Stores scores, one row per model and solution; an existing score is kept.</summary>
internal sealed class SolutionsScoredConsumer(WorkResults results) : IConsumer<SolutionsScored>
{
    public Task Consume(ConsumeContext<SolutionsScored> context) =>
        results.Record(
            context,
            WorkKinds.Score,
            (connection, item) => Write(connection, item, context.Message, context.CancellationToken)
        );

    private static async Task<WorkResult> Write(
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
