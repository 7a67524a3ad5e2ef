using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>A work item as its worker gets it.</summary>
internal sealed record WorkMessage(Guid Evaluation, object Command);

/// <summary>Makes messages of work items. They carry statements and steps, never a reference answer.</summary>
internal static class WorkMessages
{
    public static async Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        string kind,
        long[] items,
        CancellationToken cancellationToken
    ) =>
        kind switch
        {
            WorkKind.Generate => await Generate(connection, items, cancellationToken),
            WorkKind.Score => await Score(connection, items, cancellationToken),
            _ => await Select(connection, items, cancellationToken),
        };

    private static async Task<IReadOnlyList<WorkMessage>> Select(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) =>
        await connection.Query(
            "select id, evaluation_id from dataset.work_items where id = any($1) order by id",
            [items],
            r => new WorkMessage(r.GetGuid(1), new EvaluationScored(r.GetInt64(0), r.GetGuid(1))),
            cancellationToken
        );

    private static async Task<IReadOnlyList<WorkMessage>> Generate(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) =>
        await connection.Query(
            """
            select w.id, w.evaluation_id, w.problem_id, p.statement, w.first_sample, w.count, e.request
            from dataset.work_items w
            join dataset.problems p on p.id = w.problem_id
            join dataset.evaluations e on e.id = w.evaluation_id
            where w.id = any($1) order by w.id
            """,
            [items],
            r => new WorkMessage(
                r.GetGuid(1),
                new GenerateSolutions(
                    r.GetInt64(0),
                    r.GetGuid(1),
                    r.GetInt64(2),
                    r.GetString(3),
                    r.GetInt32(4),
                    r.GetInt32(5),
                    JsonSerializer.Deserialize<SubmitEvaluation>(r.GetString(6), JsonSerializerOptions.Web)!.Sampling
                        ?? new Sampling()
                )
            ),
            cancellationToken
        );

    private static async Task<IReadOnlyList<WorkMessage>> Score(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    )
    {
        var solutions = await connection.Query(
            """
            select w.id, s.id, s.steps from dataset.work_items w
            join dataset.solutions s on s.id = any(w.solution_ids)
            where w.id = any($1) order by w.id, s.sample
            """,
            [items],
            r => (Item: r.GetInt64(0), Solution: new SolutionToScore(r.GetInt64(1), r.GetFieldValue<string[]>(2))),
            cancellationToken
        );
        var byItem = solutions.ToLookup(s => s.Item, s => s.Solution);
        return await connection.Query(
            """
            select w.id, w.evaluation_id, m.version, p.statement from dataset.work_items w
            join dataset.reward_models m on m.id = w.reward_model_id
            join dataset.problems p on p.id = w.problem_id
            where w.id = any($1) order by w.id
            """,
            [items],
            r => new WorkMessage(
                r.GetGuid(1),
                new ScoreSolutions(
                    r.GetInt64(0),
                    r.GetGuid(1),
                    r.GetString(2),
                    r.GetString(3),
                    [.. byItem[r.GetInt64(0)]]
                )
            ),
            cancellationToken
        );
    }
}
