using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Rounds;

/// <summary>
/// Other completions of a step that the labeller has rated bad: those that exist, for rating, and one of the labeller's own.
/// </summary>
internal sealed class Alternatives(NpgsqlDataSource source, IOptions<DatasetOptions> options)
{
    /// <summary>Key of the labeller's own completion.</summary>
    private const string Own = "own";

    /// <summary>Begins a statement on the step of a task, if the labeller holds the task and has rated the step bad.</summary>
    private const string Held = $"""
        with renewed as ({TaskRatings.Hold}), held as (
            select h.id, h.solution_id from renewed h
            join dataset.labelling_ratings r on r.task_id = h.id and r.labeller = @labeller and r.step = @step
                and r.rating = -1
        )
        """;

    private double Lease => options.Value.TaskLease.TotalSeconds;

    /// <summary>A labeller's ratings of completions and own completions of a task, by step.</summary>
    public static async Task<IReadOnlyList<AlternativeStep>> Of(
        NpgsqlConnection connection,
        Guid task,
        string labeller,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.Query<Row>(
            """
            select step, key, text, rating::int as rating from dataset.labelling_alternatives
            where task_id = @task and labeller = @labeller order by step, key = 'own', rated, key
            """,
            new { task, labeller },
            cancellationToken
        );
        return [.. rows.Select(r => new AlternativeStep(r.Step, r.Text, r.Rating, r.Key == Own))];
    }

    /// <summary>The completions of a bad step, without authors and the ratings of others.</summary>
    public async Task<(StepAlternatives? Alternatives, TaskRefusal? Refusal)> List(
        Guid task,
        int step,
        string labeller,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Query<Choice>(
            $"""
            {Held}
            select null::text as text, false as rated, null::int as rating, -1 as place from held
            union all
            select v.text, a.task_id is not null, a.rating::int, v.place::int from held
            cross join lateral (
                select x.text, min(x.alternative) as place from dataset.labels l
                join dataset.step_labels x on x.label_id = l.id
                where l.solution_id = held.solution_id and l.labeller <> @labeller and x.step = @step
                    and x.alternative > 0 and x.text is not null
                group by x.text
            ) v
            left join dataset.labelling_alternatives a on a.task_id = held.id and a.labeller = @labeller
                and a.step = @step and a.text = v.text and a.key <> 'own'
            order by place, text
            """,
            Parameters(task, step, labeller),
            cancellationToken
        );
        if (rows.Count == 0)
        {
            return (null, await Refusal(connection, task, step, labeller, cancellationToken));
        }

        var own = await Of(connection, task, labeller, cancellationToken);
        return (
            new(
                [.. rows.Where(r => r.Text is not null).Select(r => new AlternativeRating(r.Text!, r.Rated, r.Rating))],
                own.FirstOrDefault(a => a.Own && a.Step == step)?.Text
            ),
            null
        );
    }

    /// <summary>Rates a completion, or takes its rating back.</summary>
    /// <returns>Why it was not done; null if it was.</returns>
    public async Task<TaskRefusal?> Rate(
        Guid task,
        int step,
        string labeller,
        RateAlternative rating,
        CancellationToken cancellationToken
    )
    {
        var (alternatives, refusal) = await List(task, step, labeller, cancellationToken);
        return refusal is not null ? refusal
            : alternatives!.Completions.All(c => c.Text != rating.Text)
                ? TaskRefusal.Wrong(
                    $"text: step {step} has no such completion; GET /tasks/{task}/alternatives/{step} lists them."
                )
            : await Write(
                task,
                step,
                labeller,
                Key(rating.Text),
                rating.Rated ? rating.Text : null,
                rating.Rating,
                cancellationToken
            );
    }

    /// <summary>
    /// Stores the labeller's own completion, which counts as rated 1, or removes it if the text is blank.
    /// </summary>
    /// <returns>Why it was not done; null if it was.</returns>
    public Task<TaskRefusal?> WriteOwn(
        Guid task,
        int step,
        string labeller,
        string? text,
        CancellationToken cancellationToken
    ) => Write(task, step, labeller, Own, string.IsNullOrWhiteSpace(text) ? null : text.Trim(), 1, cancellationToken);

    /// <param name="task">The task.</param>
    /// <param name="step">The step.</param>
    /// <param name="labeller">The labeller.</param>
    /// <param name="key">The completion's key.</param>
    /// <param name="text">The completion; null removes it.</param>
    /// <param name="rating">Its rating.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    private async Task<TaskRefusal?> Write(
        Guid task,
        int step,
        string labeller,
        string key,
        string? text,
        int? rating,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        int? written = await connection.QuerySingle<int?>(
            text is null
                ? $"""
                {Held}, gone as (
                    delete from dataset.labelling_alternatives a using held
                    where a.task_id = held.id and a.labeller = @labeller and a.step = @step and a.key = @key
                )
                select @step from held
                """
                : $"""
                {Held}
                insert into dataset.labelling_alternatives (task_id, labeller, step, key, text, rating, rated)
                select id, @labeller, @step, @key, @text, @rating, now() from held
                on conflict (task_id, labeller, step, key)
                    do update set text = excluded.text, rating = excluded.rating, rated = excluded.rated
                returning step
                """,
            Parameters(task, step, labeller, key, text, (short?)rating),
            cancellationToken
        );
        return written is null ? await Refusal(connection, task, step, labeller, cancellationToken) : null;
    }

    private object Parameters(
        Guid task,
        int step,
        string labeller,
        string? key = null,
        string? text = null,
        short? rating = null
    ) =>
        new
        {
            task,
            step,
            labeller,
            key,
            text,
            rating,
            lease = Lease,
        };

    private static async Task<TaskRefusal> Refusal(
        NpgsqlConnection connection,
        Guid task,
        int step,
        string labeller,
        CancellationToken cancellationToken
    )
    {
        var held = await HeldTask.Of(connection, task, cancellationToken);
        return HeldTask.Refused(held, task, labeller) is null && step >= 0 && step < held!.Steps
            ? TaskRefusal.Wrong($"step: step {step} is not rated bad; only a bad step has other completions.")
            : await TaskRatings.Refusal(connection, task, step, labeller, cancellationToken);
    }

    private static string Key(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record Row(int Step, string Key, string Text, int? Rating);

    private sealed record Choice(string? Text, bool Rated, int? Rating, int Place);
}

/// <summary>A labeller's rating of another completion of a step.</summary>
/// <param name="Step">0-based.</param>
/// <param name="Text">The completion.</param>
/// <param name="Rating">1, 0 or -1; null if the labeller is unsure.</param>
/// <param name="Own">Whether the labeller has written it.</param>
internal sealed record AlternativeStep(int Step, string Text, int? Rating, bool Own);
