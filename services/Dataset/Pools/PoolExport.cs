using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Platform.Dataset.Labels;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Pools;

/// <summary>
/// Exports a pool as a pool file that can be imported again: problems in their order, each with its solutions and one
/// labeller's labels. Values that the platform derives itself (extracted answers, its own verdicts) are left out. Scores are
/// not exported.
/// </summary>
internal sealed class PoolExport(NpgsqlDataSource source)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const int Block = 4096;

    /// <summary>Prepares the export of a pool; returns null if the pool does not exist.</summary>
    /// <param name="pool">The pool's name.</param>
    /// <param name="labeller">
    /// The labeller's name, with or without the version; of several versions, the latest is used.
    /// </param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Func<Stream, Task>?> Open(string pool, string labeller, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await PoolBlocks.Of(connection, pool, Block, cancellationToken) is { } blocks
            ? to => Write(blocks, labeller, to, cancellationToken)
            : null;
    }

    private async Task Write(List<long[]> blocks, string labeller, Stream to, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        foreach (var block in blocks)
        {
            var rows = await connection.Query<Row>(
                $"""
                select p.key, p.statement, p.truth, p.subject, p.level, s.sample, s.steps, s.reasoning,
                    case when s.answer_rule = 'file' then s.answer end as answer, s.finished,
                    case when s.grader like 'file:%' then s.correct end as correct, l.labels, s.source ->> 'model' as model
                from dataset.problems p
                left join dataset.solutions s on s.problem_id = p.id
                left join lateral (
                    select {StepLabels.Values("x")} as labels from dataset.labels x
                    where x.solution_id = s.id and (x.labeller = @labeller or starts_with(x.labeller, @labeller || ':'))
                    order by x.generation desc, x.labeller desc limit 1
                ) l on true
                where p.id = any(@block) order by p.ordinal, s.sample
                """,
                new { block, labeller },
                cancellationToken
            );
            foreach (var problem in rows.GroupBy(r => r.Header))
            {
                var line = problem.Key.With([.. problem.Select(r => r.Solution).OfType<Solution>()]);
                await JsonSerializer.SerializeAsync(to, line, Json, cancellationToken);
                await to.WriteAsync("\n"u8.ToArray(), cancellationToken);
            }
        }
    }

    private sealed record Row(
        string Key,
        string Statement,
        string? Truth,
        string? Subject,
        string? Level,
        int? Sample,
        string[]? Steps,
        string? Reasoning,
        string? Answer,
        bool? Finished,
        bool? Correct,
        short[]? Labels,
        string? Model
    )
    {
        public Header Header => new(Key, Statement, Truth, Subject, Level);

        public Solution? Solution =>
            Sample is { } sample
                ? new(
                    sample,
                    Steps!,
                    Reasoning,
                    Answer,
                    Finished == true ? null : false,
                    Correct,
                    Labels is null ? null : StepLabels.Read(Labels),
                    Model
                )
                : null;
    }

    private sealed record Header(string Id, string Statement, string? Answer, string? Subject, string? Level)
    {
        public Problem With(IReadOnlyList<Solution> solutions) => new(Id, Statement, Answer, Subject, Level, solutions);
    }

    private sealed record Problem(
        string Id,
        [property: JsonPropertyName("problem")] string Statement,
        string? Answer,
        string? Subject,
        string? Level,
        IReadOnlyList<Solution> Solutions
    );

    private sealed record Solution(
        int Sample,
        string[] Steps,
        string? Reasoning,
        string? Answer,
        bool? Finished,
        bool? Correct,
        short?[]? Labels,
        string? Model
    );
}
