using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Formats;
using Platform.Dataset.Jobs;
using Platform.Dataset.Pools;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Work;

/// <summary>Work item that samples solutions of one problem: <see cref="GenerateSolutions"/>.</summary>
internal sealed class GenerateWork(IOptions<DatasetOptions> options)
    : WorkKind(WorkKinds.Generate, Queues.GenerateSolutions, options.Value.GenerateLease, options.Value.Window)
{
    public override async Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.Query<Row>(
            """
            select w.id, w.job_id, p.statement, w.first_sample, w.count, w.payload
            from dataset.work_items w
            join dataset.problems p on p.id = w.problem_id
            where w.id = any(@items) order by w.id
            """,
            new { items },
            cancellationToken
        );
        return
        [
            .. rows.Select(r =>
            {
                var payload = JsonSerializer.Deserialize<GeneratePayload>(r.Payload, JsonSerializerOptions.Web)!;
                return new WorkMessage(
                    r.Id,
                    r.JobId,
                    new GenerateSolutions(r.Statement, r.FirstSample, r.Count, payload.Sampling, payload.Prefix)
                );
            }),
        ];
    }

    private sealed record Row(long Id, Guid JobId, string Statement, int FirstSample, int Count, string Payload);

    /// <summary>The item's payload.</summary>
    /// <param name="Sampling">Temperature, seed and limits.</param>
    /// <param name="Prefix">Steps that every sample starts with; none if absent.</param>
    private sealed record GeneratePayload(Sampling Sampling, IReadOnlyList<string>? Prefix = null);
}

/// <summary>Stores generated solutions in the same way as imported ones.</summary>
internal sealed class SolutionsGeneratedConsumer(WorkResults results) : IConsumer<SolutionsGenerated>
{
    /// <summary>
    /// Format to name in a file's verdict. Generated solutions have none; the grader's verdicts name its version.
    /// </summary>
    private const string Format = "generated";

    public Task Consume(ConsumeContext<SolutionsGenerated> context) =>
        results.Record(
            context,
            WorkKinds.Generate,
            (connection, item) => Write(connection, item, context.Message, context.CancellationToken)
        );

    private static async Task<WorkResult> Write(
        NpgsqlConnection connection,
        long item,
        SolutionsGenerated generated,
        CancellationToken cancellationToken
    )
    {
        var problem = await connection.QuerySingle<Problem>(
            """
            select q.id, q.pool_id, q.statement, q.truth, w.first_sample, w.count from dataset.work_items w
            join dataset.problems q on q.id = w.problem_id
            join dataset.pools p on p.id = q.pool_id
            where w.id = @item and w.state <> 'cancelled' for update of p
            """,
            new { item },
            cancellationToken
        );
        if (problem is null)
        {
            return new(0);
        }

        var batch = await SolutionBatch.Open(connection, problem.PoolId, [problem.Id], cancellationToken);
        var judge = new Judge(problem.Statement, problem.Truth);
        string? refused = null;
        var done = 0;
        foreach (var solution in generated.Solutions.Where(s => problem.Wants(s.Sample)))
        {
            if (Storable.Reason([.. solution.Steps, solution.Reasoning ?? ""]) is { } reason)
            {
                refused ??= reason;
                continue;
            }

            var imported = new ImportedSolution(
                solution.Sample,
                solution.Steps,
                null,
                solution.Finished,
                null,
                null,
                [],
                Reasoning: solution.Reasoning
            );
            var source = JsonSerializer.Serialize(solution.Source, JsonSerializerOptions.Web);
            // A sample that exists with other steps came from an earlier attempt; the first one is kept.
            batch.Add(problem.Id, new(imported, judge.Solution(imported, Format), source));
            done++;
        }

        if ((await batch.Write(cancellationToken)).Solutions > 0)
        {
            await PoolRecords.Changed(connection, problem.PoolId, cancellationToken);
        }

        return new(done, generated.Failure ?? (refused is null ? null : $"a sample {refused}"));
    }

    private sealed record Problem(long Id, long PoolId, string Statement, string? Truth, int FirstSample, int Count)
    {
        public bool Wants(int sample) => sample >= FirstSample && sample < FirstSample + Count;
    }
}
