using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Rollouts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Labellings;

/// <summary>Labellings as the API returns them.</summary>
internal sealed class LabellingViews(NpgsqlDataSource source)
{
    /// <summary>The supervisor; a model with its version.</summary>
    public static string By(string supervisor, string? model, string? version) =>
        model is null ? supervisor : $"{Supervisor.ModelPrefix}{model}@{version}";

    /// <param name="id">Id of one labelling, which then has its result, or null for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<List<LabellingStatus>> List(Guid? id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Query<Row>(
            """
            select j.id, b.pool_name, b.selection_id, b.supervisor, m.name as model, m.version, b.threshold, b.rollouts::text as rollouts,
                b.generation, b.overlap, b.controls, b.labellers, j.state, j.reasons, j.submitted, j.ended
            from dataset.labellings b
            join dataset.jobs j on j.id = b.job_id
            left join dataset.models m on m.id = b.model_id
            where @id::uuid is null or j.id = @id
            order by j.submitted desc limit @most
            """,
            new { id, most = JobViews.Most },
            cancellationToken
        );
        var stages = await JobViews.Stages(connection, [.. rows.Select(r => r.Id)], cancellationToken);
        var result =
            id is { } one && rows is [{ Ended: not null, State: not JobState.Rejected }]
                ? await Result(connection, one, cancellationToken)
                : null;
        return
        [
            .. rows.Select(r => new LabellingStatus(
                r.Id,
                r.PoolName,
                r.SelectionId,
                By(r.Supervisor, r.Model, r.Version),
                r.Threshold,
                r.Generation,
                r.State,
                r.Reasons,
                r.Submitted,
                r.Ended,
                [.. stages[r.Id].Select(s => s.Progress)],
                result,
                r.Supervisor == Supervisor.People ? r.Overlap : null,
                r.Supervisor == Supervisor.People ? r.Controls : null,
                r.Supervisor == Supervisor.People ? [.. r.Labellers.Select(Platform.Contracts.Labellers.NameOf)] : null,
                r.Rollouts is null ? null : RolloutRules.Read(r.Rollouts)
            )),
        ];
    }

    /// <summary>Returns how many labels a labelling has written or found; null if there is no such labelling.</summary>
    public async Task<LabelResult?> Result(
        NpgsqlConnection connection,
        Guid labelling,
        CancellationToken cancellationToken
    )
    {
        if (await LabellingInputs.Of(connection, labelling, cancellationToken) is not { } inputs)
        {
            return null;
        }

        const string Of = """
            where b.job_id = @labelling and (b.selection_id is null or exists (
                select 1 from dataset.selected_solutions x where x.job_id = b.selection_id and x.solution_id = s.id
            ))
            """;
        string labels = $"""
            from dataset.labellings b
            join dataset.problems p on p.pool_id = b.pool_id
            join dataset.solutions s on s.problem_id = p.id
            join dataset.labels l on l.solution_id = s.id and l.generation = b.generation and {Supervisor.IsOf}
            """;
        var counts = await connection.Query<LabelCounts>(
            $"""
            select l.labeller, count(*)::int as solutions, coalesce(max(c.added), 0) as added,
                coalesce(sum(v.positive), 0)::bigint as positive, coalesce(sum(v.neutral), 0)::bigint as neutral,
                coalesce(sum(v.negative), 0)::bigint as negative, coalesce(sum(v.unrated), 0)::bigint as unrated,
                count(*) filter (where l.outcome)::int as right, coalesce(sum(v.fractions), 0)::bigint as fractions
            {labels}
            left join dataset.labelling_counts c on c.job_id = b.job_id and c.labeller = l.labeller
            left join lateral (
                select count(*) filter (where x.value = 1 and b.rollouts is null) as positive,
                    count(*) filter (where x.value = 0 and b.rollouts is null) as neutral,
                    count(*) filter (where x.value = -1) as negative, count(*) filter (where x.value is null) as unrated,
                    count(x.value) filter (where b.rollouts is not null or x.value not in (-1, 0, 1)) as fractions
                from dataset.step_labels x where x.label_id = l.id and x.alternative = 0
            ) v on true
            {Of} group by l.labeller order by l.labeller
            """,
            new { labelling },
            cancellationToken
        );
        // Several people may have labelled a solution.
        int labelled = await connection.QuerySingle<int>(
            $"select count(distinct s.id)::int {labels} {Of}",
            new { labelling },
            cancellationToken
        );
        return new(
            inputs.PoolName,
            inputs.Solutions,
            inputs.Solutions - labelled,
            counts,
            inputs.Rollouts is null ? null : await RolloutRecords.Tokens(connection, labelling, cancellationToken)
        );
    }

    private sealed record Row(
        Guid Id,
        string? PoolName,
        Guid? SelectionId,
        string Supervisor,
        string? Model,
        string? Version,
        double? Threshold,
        string? Rollouts,
        int Generation,
        int Overlap,
        double Controls,
        string[] Labellers,
        string State,
        string[] Reasons,
        DateTimeOffset Submitted,
        DateTimeOffset? Ended
    );
}
