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
