using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;

namespace Platform.Dataset.Searches;

/// <summary>Work item that draws continuations in a search: <see cref="GenerateSteps"/>.</summary>
internal sealed class ExpandWork(IOptions<DatasetOptions> options)
    : WorkKind(WorkKinds.Expand, Queues.GenerateSteps, options.Value.GenerateLease, options.Value.Window)
{
    public override async Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.Query<Row>(
            """
            select w.id, w.job_id, p.statement, w.payload::text as payload, (e.request -> 'sampling')::text as sampling
            from dataset.work_items w
            join dataset.problems p on p.id = w.problem_id
            join dataset.searches e on e.job_id = w.job_id
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
                    .Payload<ExpandPayload>(r.Payload)
                    .Command(r.Statement, JsonSerializer.Deserialize<Sampling>(r.Sampling, JsonSerializerOptions.Web)!)
            )),
        ];
    }

    private sealed record Row(long Id, Guid JobId, string Statement, string Payload, string Sampling);
}

/// <summary>Adds draws to their tree.</summary>
internal sealed class ExpandDraws(SearchRounds rounds) : StepReceiver(WorkKinds.Expand)
{
    public override Task<WorkResult> Write(
        NpgsqlConnection connection,
        long item,
        StepsGenerated generated,
        CancellationToken cancellationToken
    ) => rounds.Drawn(connection, item, generated, cancellationToken);
}
