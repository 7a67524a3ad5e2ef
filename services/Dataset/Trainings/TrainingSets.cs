using System.Data;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Labels;
using Platform.Dataset.Models;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Trainings;

/// <summary>
/// Training sets: the solutions of pools with their labels, as JSON lines in the order of pool, problem and sample, stored
/// under the hash of their bytes. The same rows always give the same bytes.
/// </summary>
internal sealed class TrainingSets(NpgsqlDataSource source, FileStore files)
{
    /// <summary>
    /// If a labeller has several rows for a solution, the latest generation is used. A language model is trained on
    /// solutions with evidence that they are correct and none that they are not, or on all if its recipe says so; the other
    /// objectives use every rated solution, correct or not.
    /// </summary>
    private static readonly string Examples = $"""
        select e.statement, e.steps, e.labels, e.correct, e.finished, e.supervisor from (
            select p.ordinal, s.sample, p.statement, s.steps, l.labels, s.finished,
                case when @outcome::text is null then s.correct else o.outcome end as correct,
                case @train
                    when 'process' then l.labeller
                    when 'outcome' then coalesce(o.labeller, s.grader)
                    else coalesce(l.labeller, o.labeller, s.grader)
                end as supervisor
            from dataset.pools q
            join dataset.problems p on p.pool_id = q.id
            join dataset.solutions s on s.problem_id = p.id
            left join lateral (
                select x.labeller, {StepLabels.Values("x")} as labels from dataset.labels x
                where x.solution_id = s.id and (x.labeller = @labeller or starts_with(x.labeller, @labeller || ':'))
                order by x.generation desc, x.labeller desc limit 1
            ) l on true
            left join lateral (
                select x.labeller, x.outcome from dataset.labels x
                where x.solution_id = s.id and (x.labeller = @outcome or starts_with(x.labeller, @outcome || ':'))
                    and x.outcome is not null
                order by x.generation desc, x.labeller desc limit 1
            ) o on @outcome::text is not null
            where q.name = @pool and (cardinality(@selections::uuid[]) = 0 or exists (
                select 1 from dataset.selected_solutions x where x.solution_id = s.id and x.job_id = any(@selections)
            ))
        ) e
        where cardinality(e.steps) > 0 and case @train
            when 'process' then cardinality(array_remove(e.labels, 2::smallint)) > 0
            when 'outcome' then e.correct is not null
            else @unchecked or e.correct is not false and not coalesce(-1 = any(e.labels), false)
                and (e.correct or (cardinality(e.labels) > 0 and array_position(e.labels, 2::smallint) is null))
        end
        """;

    /// <summary>Unknown values are left out, as <see cref="TrainingExample"/> specifies.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns the number of solutions to train on, by pool.</summary>
    public async Task<IReadOnlyList<int>> Count(TrainingSource from, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var counts = new List<int>();
        foreach (var pool in from.Pools)
        {
            counts.Add(
                await connection.QuerySingle<int>(
                    $"select count(*)::int from ({Examples}) e",
                    Parameters(from, pool),
                    cancellationToken
                )
            );
        }

        return counts;
    }

    /// <summary>Returns how much there is to train on.</summary>
    public async Task<TrainingSetSize> Size(TrainingSource from, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var size = new TrainingSetSize(0, 0);
        foreach (var pool in from.Pools)
        {
            var own = await connection.QuerySingle<TrainingSetSize>(
                $"""
                select count(*)::int as examples,
                    coalesce(sum(length(e.statement) + length(array_to_string(e.steps, ' '))), 0)::bigint as characters
                from ({Examples}) e
                """,
                Parameters(from, pool),
                cancellationToken
            );
            size = new(size.Examples + own!.Examples, size.Characters + own.Characters);
        }

        return size;
    }

    /// <summary>Returns what these pools have, whatever a training could use of it.</summary>
    public async Task<TrainingMaterial> Material(string[] pools, CancellationToken cancellationToken)
    {
        const string Solutions = """
            from dataset.pools q
            join dataset.problems p on p.pool_id = q.id
            join dataset.solutions s on s.problem_id = p.id
            """;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var counts = await connection.QuerySingle<Counts>(
            $"""
            select count(*)::int as solutions, count(s.correct)::int as verdicts,
                count(*) filter (where s.correct)::int as correct
            {Solutions} where q.name = any(@pools)
            """,
            new { pools },
            cancellationToken
        );
        var labellers = await connection.Query<TrainingMaterial.Labelled>(
            $"""
            select l.labeller,
                count(*) filter (where exists (
                    select 1 from dataset.step_labels v
                    where v.label_id = l.id and v.alternative = 0 and v.value in (-1, 0, 1)
                ))::int as steps,
                count(l.outcome)::int as verdicts
            {Solutions} join dataset.labels l on l.solution_id = s.id
            where q.name = any(@pools) group by l.labeller order by l.labeller
            """,
            new { pools },
            cancellationToken
        );
        return new(counts!.Solutions, counts.Verdicts, counts.Correct, labellers);
    }

    /// <summary>Stores the set from a snapshot of the rows.</summary>
    public async Task<TrainingSetSummary> Freeze(TrainingSource from, CancellationToken cancellationToken)
    {
        var written = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var hash = await files.Add(async to => await Write(from, to, written, cancellationToken));
        return new(hash, written.Values.Sum(), written);
    }

    /// <summary>Returns what <see cref="Freeze"/> would return now; nothing is stored.</summary>
    public async Task<TrainingSetSummary> Look(TrainingSource from, CancellationToken cancellationToken)
    {
        using var sha = SHA256.Create();
        await using var hashing = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write);
        var written = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await Write(from, hashing, written, cancellationToken);
        await hashing.FlushFinalBlockAsync(cancellationToken);
        return new(Convert.ToHexStringLower(sha.Hash!), written.Values.Sum(), written);
    }

    /// <summary>Writes the lines, and counts them by supervisor.</summary>
    private async Task Write(
        TrainingSource from,
        Stream to,
        SortedDictionary<string, int> written,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellationToken
        );
        foreach (var pool in from.Pools)
        {
            await Write(connection, from, pool, to, written, cancellationToken);
        }
    }

    private static async Task Write(
        NpgsqlConnection connection,
        TrainingSource from,
        string pool,
        Stream to,
        SortedDictionary<string, int> written,
        CancellationToken cancellationToken
    )
    {
        await foreach (
            var row in connection
                .Stream<Row>($"{Examples} order by e.ordinal, e.sample", Parameters(from, pool))
                .WithCancellation(cancellationToken)
        )
        {
            var labels = row.Labels is null ? null : StepLabels.Read(row.Labels);
            var example = new TrainingExample(row.Statement, row.Steps, labels, row.Correct, row.Finished);
            await JsonSerializer.SerializeAsync(to, example, Json, cancellationToken);
            await to.WriteAsync("\n"u8.ToArray(), cancellationToken);
            var supervisor = row.Supervisor ?? "unknown";
            written[supervisor] = written.GetValueOrDefault(supervisor) + 1;
        }
    }

    private static object Parameters(TrainingSource from, string pool) =>
        new
        {
            pool,
            train = from.Train.Name(),
            labeller = from.Labeller ?? Platform.Contracts.Labellers.File,
            outcome = from.Outcome,
            selections = from.Selections.ToArray(),
            @unchecked = from.Unchecked,
        };

    private sealed record Counts(int Solutions, int Verdicts, int Correct);

    private sealed record Row(
        string Statement,
        string[] Steps,
        short[]? Labels,
        bool? Correct,
        bool Finished,
        string? Supervisor
    );
}

/// <summary>Defines the content of a training set.</summary>
/// <param name="Train">The training objective.</param>
/// <param name="Pools">Pools in the order of the set's lines.</param>
/// <param name="Labeller">Labeller of the step labels; null for <see cref="Platform.Contracts.Labellers.File"/>.</param>
/// <param name="Outcome">Labeller of the verdicts; null for the grade of the final answer.</param>
/// <param name="Selections">Selections whose solutions are used; empty for all solutions of the pools.</param>
/// <param name="Unchecked">Language models: whether solutions are used that are not known to be correct.</param>
internal sealed record TrainingSource(
    Objective Train,
    IReadOnlyList<string> Pools,
    string? Labeller,
    string? Outcome,
    IReadOnlyList<Guid> Selections,
    bool Unchecked
);
