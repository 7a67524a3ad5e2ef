using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Pools;

/// <summary>
/// A pool as the pool file that gives it again: problems in their order, each with its solutions and one labeller's labels.
/// What the platform works out for itself (extracted answers, its own verdicts) is left out. Scores are not exported.
/// </summary>
internal sealed class PoolExport(NpgsqlDataSource source)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task<bool> Exists(string pool, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return (
                await connection.Query(
                    "select 1 from dataset.pools where name = $1",
                    [pool],
                    r => r.GetInt32(0),
                    cancellationToken
                )
            ).Count > 0;
    }

    /// <param name="labeller">Its name, with or without the version; of several versions the latest.</param>
    public async Task Write(string pool, string labeller, Stream to, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        Problem? problem = null;
        await foreach (
            var (next, solution) in connection.Stream(
                """
                select p.key, p.statement, p.truth, p.subject, p.level, s.sample, s.steps,
                    case when s.answer_rule = 'file' then s.answer end, s.finished,
                    case when s.grader like 'file:%' then s.correct end, l.labels, s.source ->> 'model'
                from dataset.pools q
                join dataset.problems p on p.pool_id = q.id
                left join dataset.solutions s on s.problem_id = p.id
                left join lateral (
                    select x.labels from dataset.labels x
                    where x.solution_id = s.id and (x.labeller = $2 or starts_with(x.labeller, $2 || ':'))
                    order by x.generation desc, x.labeller desc limit 1
                ) l on true
                where q.name = $1 order by p.ordinal, s.sample
                """,
                [pool, labeller],
                r => (Head(r), r.IsDBNull(5) ? null : Body(r)),
                cancellationToken
            )
        )
        {
            if (problem?.Id != next.Id)
            {
                await Line(problem, to, cancellationToken);
                problem = next;
            }

            if (solution is not null)
            {
                problem.Solutions.Add(solution);
            }
        }

        await Line(problem, to, cancellationToken);
    }

    private static Problem Head(NpgsqlDataReader r) =>
        new(r.GetString(0), r.GetString(1), r.Nullable<string>(2), r.Nullable<string>(3), r.Nullable<string>(4), []);

    private static Solution Body(NpgsqlDataReader r) =>
        new(
            r.GetInt32(5),
            r.GetFieldValue<string[]>(6),
            r.Nullable<string>(7),
            r.GetBoolean(8) ? null : false,
            r.IsDBNull(9) ? null : r.GetBoolean(9),
            r.Nullable<short?[]>(10),
            r.Nullable<string>(11)
        );

    private static async Task Line(Problem? problem, Stream to, CancellationToken cancellationToken)
    {
        if (problem is null)
        {
            return;
        }

        await JsonSerializer.SerializeAsync(to, problem, Json, cancellationToken);
        await to.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    private sealed record Problem(
        string Id,
        [property: JsonPropertyName("problem")] string Statement,
        string? Answer,
        string? Subject,
        string? Level,
        List<Solution> Solutions
    );

    private sealed record Solution(
        int Sample,
        string[] Steps,
        string? Answer,
        bool? Finished,
        bool? Correct,
        short?[]? Labels,
        string? Model
    );
}
