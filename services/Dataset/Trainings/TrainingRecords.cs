using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Trainings;

/// <summary>SQL statements on trainings.</summary>
internal static class TrainingRecords
{
    /// <summary>The content of the training set of a training that was accepted.</summary>
    public static async Task<TrainingSource> Source(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    )
    {
        var row = (
            await connection.QuerySingle<SourceRow>(
                """
                select train, pools, labeller, outcome, selections, not_in, recipe ->> 'solutions' as solutions
                from dataset.trainings where job_id = @job
                """,
                new { job },
                cancellationToken
            )
        )!;
        return new(
            Objectives.Parse(row.Train),
            row.Pools,
            row.Labeller,
            row.Outcome,
            row.Selections,
            row.NotIn,
            row.Solutions == TrainingRecipe.AllSolutions
        );
    }

    /// <returns>True if the step is further than any before.</returns>
    public static async Task<bool> Advance(
        NpgsqlConnection connection,
        long item,
        TrainingProgress progress,
        CancellationToken cancellationToken
    )
    {
        var job = await connection.QuerySingle<Guid?>(
            """
            update dataset.trainings t set step = @Step, progress = @json::jsonb
            from dataset.work_items w
            where w.id = @item and t.job_id = w.job_id and w.state in ('pending', 'published') and t.step < @Step
            returning t.job_id
            """,
            new
            {
                item,
                progress.Step,
                json = JsonSerializer.Serialize(progress, JsonSerializerOptions.Web),
            },
            cancellationToken
        );
        if (job is null)
        {
            return false;
        }

        await connection.Execute(
            """
            insert into dataset.training_points
                (job_id, step, steps, loss, learning_rate, tokens_per_second, tokens, seconds)
            values (@job, @Step, @Steps, @Loss, @LearningRate, @TokensPerSecond, @Tokens, @Seconds)
            on conflict (job_id, step) do nothing
            """,
            new
            {
                job,
                progress.Step,
                progress.Steps,
                progress.Loss,
                progress.LearningRate,
                progress.TokensPerSecond,
                progress.Tokens,
                progress.Seconds,
            },
            cancellationToken
        );
        return true;
    }

    /// <returns>False if Dataset has no such model.</returns>
    public static async Task<bool> Complete(
        NpgsqlConnection connection,
        long item,
        string model,
        CancellationToken cancellationToken
    ) =>
        await connection.Execute(
            """
            update dataset.trainings t set model = @model from dataset.work_items w
            where w.id = @item and t.job_id = w.job_id
                and exists (select 1 from dataset.models m where m.version = @model)
            """,
            new { item, model },
            cancellationToken
        ) > 0;

    /// <returns>False if the training set was already frozen.</returns>
    public static async Task<bool> Freeze(
        NpgsqlConnection connection,
        Guid job,
        TrainingSetSummary frozen,
        CancellationToken cancellationToken
    ) =>
        await connection.Execute(
            """
            update dataset.trainings set training_set = @Sha256, examples = @Examples, supervisors = @supervisors::jsonb,
                left_out = @leftOut::jsonb
            where job_id = @job and training_set is null
            """,
            new
            {
                job,
                frozen.Sha256,
                frozen.Examples,
                supervisors = JsonSerializer.Serialize(frozen.Supervisors, JsonSerializerOptions.Web),
                leftOut = JsonSerializer.Serialize(frozen.LeftOut, JsonSerializerOptions.Web),
            },
            cancellationToken
        ) > 0;

    private sealed record SourceRow(
        string Train,
        string[] Pools,
        string? Labeller,
        string? Outcome,
        Guid[] Selections,
        string[] NotIn,
        string? Solutions
    );
}
