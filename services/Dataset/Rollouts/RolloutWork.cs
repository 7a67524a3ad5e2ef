using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;

namespace Platform.Dataset.Rollouts;

/// <summary>Work item that completes prefixes of one problem's solutions: <see cref="GenerateSteps"/>.</summary>
internal sealed class RolloutWork(IOptions<DatasetOptions> options)
    : WorkKind(WorkKinds.Rollout, Queues.GenerateSteps, options.Value.GenerateLease, options.Value.Window)
{
    public override async Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.Query<Row>(
            """
            select w.id, w.job_id, p.statement, w.payload::text as payload, b.rollouts::text as rollouts
            from dataset.work_items w
            join dataset.problems p on p.id = w.problem_id
            join dataset.labellings b on b.job_id = w.job_id
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
                PayloadItems
                    .Payload<RolloutPayload>(r.Payload)
                    .Command(r.Statement, RolloutRules.Read(r.Rollouts).Sampling ?? new())
            )),
        ];
    }

    private sealed record Row(long Id, Guid JobId, string Statement, string Payload, string Rollouts);
}

/// <summary>Takes completions to the next round of their problem.</summary>
internal sealed class RolloutDraws : StepReceiver
{
    public RolloutDraws()
        : base(WorkKinds.Rollout) { }

    public override Task<WorkResult> Write(
        NpgsqlConnection connection,
        long item,
        StepsGenerated generated,
        CancellationToken cancellationToken
    ) => RolloutRounds.Drawn(connection, item, generated, cancellationToken);
}
