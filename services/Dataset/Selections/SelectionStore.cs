using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Json;
using Platform.Dataset.Models;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Selections;

/// <summary>
/// Freezes what a selector has chosen: the rows in the database, and the solutions as JSON lines in the file store. The
/// first choice counts: a selector that was killed, or whose command was delivered twice, stores nothing new.
/// </summary>
internal sealed class SelectionStore(NpgsqlDataSource source, FileStore files)
{
    private const int MostOverlaps = 50;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns why the choice cannot be stored, or null if it is stored.</summary>
    public async Task<string?> Put(Guid id, SelectionChoice choice, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var selection = await connection.QuerySingle<Selection>(
            $"""
            select e.pool_id, e.pool_name, e.generation, {SelectionRecords.ModelNames} as models, e.sha256,
                exists (
                    select 1 from dataset.jobs j where j.id = e.job_id and j.stage = 'choose' and j.ended is null
                ) as wanted
            from dataset.selections e where e.job_id = @id and e.request is not null for update of e
            """,
            new { id },
            cancellationToken
        );
        if (selection is null)
        {
            return $"There is no selection {id}.";
        }

        if (selection.Sha256 is not null || !selection.Wanted)
        {
            return null;
        }

        if (await Rows(connection, id, selection.PoolId, choice.Solutions, cancellationToken) is { } wrong)
        {
            return wrong;
        }

        var report = choice.Report with { Overlaps = await Overlaps(connection, id, cancellationToken) };
        var hash = await files.Add(to => Lines(connection, id, selection, to, cancellationToken));
        await connection.Execute(
            """
            update dataset.selections set sha256 = @hash, selected = @selected, report = @report, select_seconds = @seconds
            where job_id = @id
            """,
            new
            {
                id,
                hash,
                selected = choice.Solutions.Count,
                report = JsonSerializer.Serialize(report, JsonSerializerOptions.Web),
                seconds = choice.Seconds,
            },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static async Task<string?> Rows(
        NpgsqlConnection connection,
        Guid id,
        long pool,
        IReadOnlyList<ChosenSolution> chosen,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.Execute(
            """
            insert into dataset.selected_solutions (job_id, solution_id, ordinal, rank, reason, score, uncertainty)
            select @id, t.solution, t.ordinal - 1, t.rank, t.reason, t.score, nullif(t.uncertainty, 'NaN')
            from unnest(@solutions::bigint[], @ranks::int[], @reasons::text[], @scores::float8[], @uncertainties::float8[])
                with ordinality as t(solution, rank, reason, score, uncertainty, ordinal)
            join dataset.solutions s on s.id = t.solution
            join dataset.problems p on p.id = s.problem_id and p.pool_id = @pool
            on conflict do nothing
            """,
            new
            {
                id,
                pool,
                solutions = chosen.Select(c => c.Id).ToArray(),
                ranks = chosen.Select(c => c.Rank).ToArray(),
                reasons = chosen.Select(c => c.Reason).ToArray(),
                scores = chosen.Select(c => c.Score).ToArray(),
                uncertainties = chosen.Select(c => c.Uncertainty ?? double.NaN).ToArray(),
            },
            cancellationToken
        );
        return rows == chosen.Count
            ? null
            : $"solutions: {chosen.Count - rows} of {chosen.Count} are not solutions of the selection's pool, or occur twice.";
    }

    /// <summary>Returns the earlier selections of the pool that chose some of the same solutions, latest first.</summary>
    private static async Task<List<SelectionOverlap>> Overlaps(
        NpgsqlConnection connection,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await connection.Query<Overlap>(
                    """
                    select o.job_id, o.generation, o.request ->> 'policy' as policy, o.selected, count(*)::int as shared
                    from dataset.selected_solutions x
                    join dataset.selected_solutions y on y.solution_id = x.solution_id and y.job_id <> x.job_id
                    join dataset.selections o on o.job_id = y.job_id and o.sha256 is not null
                    join dataset.jobs j on j.id = o.job_id
                    where x.job_id = @id
                    group by o.job_id, o.generation, o.request, o.selected, j.submitted
                    order by j.submitted desc, o.job_id limit @most
                    """,
                    new { id, most = MostOverlaps },
                    cancellationToken
                )
            ).Select(o => new SelectionOverlap(
                o.JobId,
                o.Generation,
                EnumNames<SelectionPolicy>.Parse(o.Policy),
                o.Selected,
                o.Shared
            )),
        ];

    /// <summary>Writes one line for each solution, in the order of the choice.</summary>
    private static async Task Lines(
        NpgsqlConnection connection,
        Guid id,
        Selection selection,
        Stream to,
        CancellationToken cancellationToken
    )
    {
        var rows = connection.Stream<Row>(
            """
            select p.statement, p.truth, p.key, s.sample, s.steps, s.answer, s.correct, x.rank, x.reason, x.score, x.uncertainty
            from dataset.selected_solutions x
            join dataset.solutions s on s.id = x.solution_id
            join dataset.problems p on p.id = s.problem_id
            where x.job_id = @id order by x.ordinal
            """,
            new { id }
        );
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            var line = new SelectedLine(
                selection.Generation,
                false,
                new(row.Statement, row.Truth, row.Steps, row.Answer, row.Score),
                new(
                    selection.PoolName,
                    row.Key,
                    row.Sample,
                    row.Correct,
                    row.Rank,
                    row.Reason,
                    row.Uncertainty,
                    selection.Models
                )
            );
            await JsonSerializer.SerializeAsync(to, line, Json, cancellationToken);
            await to.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }
    }

    private sealed record Selection(
        long PoolId,
        string PoolName,
        int Generation,
        string[] Models,
        string? Sha256,
        bool Wanted
    );

    private sealed record Overlap(Guid JobId, int Generation, string Policy, int Selected, int Shared);

    private sealed record Row(
        string Statement,
        string? Truth,
        string Key,
        int Sample,
        string[] Steps,
        string? Answer,
        bool? Correct,
        int Rank,
        string Reason,
        double Score,
        double? Uncertainty
    );
}
