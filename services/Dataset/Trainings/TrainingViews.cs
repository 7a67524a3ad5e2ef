using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Trainings;

/// <summary>Trainings as the API shows them.</summary>
internal sealed class TrainingViews(NpgsqlDataSource source)
{
    private const int Most = 200;
    private const int MostPoints = 200;

    /// <summary>Newest first, without their curves.</summary>
    public async Task<List<TrainingStatus>> List(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await Load(connection, null, cancellationToken);
    }

    /// <summary>Null: there is none.</summary>
    public async Task<TrainingStatus?> Get(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return (await Load(connection, id, cancellationToken)).SingleOrDefault() is { } training
            ? training with
            {
                Curve = Thinned(await Curve(connection, id, cancellationToken)),
            }
            : null;
    }

    public async Task<List<TrainingProgress>> Curve(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await Curve(connection, id, cancellationToken);
    }

    /// <summary>Every so many points, the last one always.</summary>
    private static IReadOnlyList<TrainingProgress> Thinned(List<TrainingProgress> curve)
    {
        var every = (curve.Count + MostPoints - 1) / MostPoints;
        return every <= 1 ? curve : [.. curve.Where((_, i) => (curve.Count - 1 - i) % every == 0)];
    }

    private static Task<List<TrainingProgress>> Curve(
        NpgsqlConnection connection,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        connection.Query(
            """
            select step, steps, loss, learning_rate, tokens_per_second, tokens, seconds from dataset.training_points
            where training_id = $1 order by step
            """,
            [id],
            r => new TrainingProgress(
                r.GetInt32(0),
                r.GetInt32(1),
                r.GetDouble(2),
                r.GetDouble(3),
                r.GetDouble(4),
                r.GetInt64(5),
                r.GetDouble(6)
            ),
            cancellationToken
        );

    private static Task<List<TrainingStatus>> Load(
        NpgsqlConnection connection,
        Guid? id,
        CancellationToken cancellationToken
    ) =>
        connection.Query(
            """
            select t.id, t.train, t.name, t.pools, t.labeller, t.outcome, t.base, t.base_version, t.recipe, t.state, t.reasons,
                t.submitted, t.started, t.ended, t.training_set, t.examples, t.progress, t.model
            from dataset.trainings t
            where $1::uuid is null or t.id = $1
            order by t.submitted desc limit $2
            """,
            [id, Most],
            r => new TrainingStatus(
                r.GetGuid(0),
                r.Nullable<string>(1) is { } train ? Objectives.Parse(train) : null,
                r.GetString(2),
                r.GetFieldValue<string[]>(3),
                r.Nullable<string>(4),
                r.Nullable<string>(5),
                r.Nullable<string>(6),
                r.Nullable<string>(7),
                Json<TrainingRecipe>(r, 8),
                r.GetString(9),
                r.GetFieldValue<string[]>(10),
                r.GetFieldValue<DateTimeOffset>(11),
                Time(r, 12),
                Time(r, 13),
                r.Nullable<string>(14),
                r.IsDBNull(15) ? null : r.GetInt32(15),
                Json<TrainingProgress>(r, 16),
                [],
                r.Nullable<string>(17)
            ),
            cancellationToken
        );

    private static DateTimeOffset? Time(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);

    private static T? Json<T>(NpgsqlDataReader r, int column)
        where T : class =>
        r.IsDBNull(column) ? null : JsonSerializer.Deserialize<T>(r.GetString(column), JsonSerializerOptions.Web);
}
