using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Trainings;

/// <summary>Trainings as the API returns them.</summary>
internal sealed class TrainingViews(NpgsqlDataSource source)
{
    private const int MostPoints = 200;

    /// <summary>Returns the trainings without their curves, newest first.</summary>
    public async Task<List<TrainingStatus>> List(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await Load(connection, null, cancellationToken);
    }

    /// <summary>Returns null if there is no such training.</summary>
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

    /// <summary>Keeps every n-th point, always including the last one.</summary>
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
        connection.Query<TrainingProgress>(
            """
            select step, steps, loss, learning_rate, tokens_per_second, tokens, seconds from dataset.training_points
            where job_id = @id order by step
            """,
            new { id },
            cancellationToken
        );

    private static async Task<List<TrainingStatus>> Load(
        NpgsqlConnection connection,
        Guid? id,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await connection.Query<Row>(
                    """
                    select j.id, t.train, t.name, t.pools, t.labeller, t.outcome, t.base, t.base_version, t.recipe, j.state,
                        j.reasons, j.submitted, j.started, j.ended, t.training_set, t.examples, t.progress, t.model,
                        t.selections, t.supervisors::text as supervisors, t.not_in, t.left_out::text as left_out
                    from dataset.trainings t join dataset.jobs j on j.id = t.job_id
                    where @id::uuid is null or j.id = @id
                    order by j.submitted desc limit @most
                    """,
                    new { id, most = JobViews.Most },
                    cancellationToken
                )
            ).Select(r => r.Status),
        ];

    private sealed record Row(
        Guid Id,
        string? Train,
        string Name,
        string[] Pools,
        string? Labeller,
        string? Outcome,
        string? Base,
        string? BaseVersion,
        string Recipe,
        string State,
        string[] Reasons,
        DateTimeOffset Submitted,
        DateTimeOffset? Started,
        DateTimeOffset? Ended,
        string? TrainingSet,
        int? Examples,
        string? Progress,
        string? Model,
        Guid[] Selections,
        string? Supervisors,
        string[] NotIn,
        string? LeftOut
    )
    {
        public TrainingStatus Status =>
            new(
                Id,
                Train is null ? null : Objectives.Parse(Train),
                Name,
                Pools,
                Labeller,
                Outcome,
                Base,
                BaseVersion,
                State == JobState.Rejected ? null : Json<TrainingRecipe>(Recipe),
                State,
                Reasons,
                Submitted,
                Started,
                Ended,
                TrainingSet,
                Examples,
                Progress is null ? null : Json<TrainingProgress>(Progress),
                [],
                Model,
                Selections,
                Supervisors is null ? null : Json<Dictionary<string, int>>(Supervisors),
                NotIn,
                LeftOut is null ? null : Json<Dictionary<string, int>>(LeftOut)
            );

        private static T? Json<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web);
    }
}
