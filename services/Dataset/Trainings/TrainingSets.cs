using System.Data;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Labels;
using Platform.Dataset.Models;
using Platform.Dataset.Pools;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Trainings;

/// <summary>
/// Training sets: the solutions of pools with their labels, as JSON lines in the order of pool, problem and sample, stored
/// under the hash of their bytes. The same rows always give the same bytes.
/// </summary>
internal sealed class TrainingSets(NpgsqlDataSource source, FileStore files)
{
    private static readonly string Solutions = $"""
        from dataset.pools q
        join dataset.problems p on p.pool_id = q.id
        join dataset.solutions s on s.problem_id = p.id
        left join lateral (
            select x.id, x.labeller,
                case when x.labeller <> all(@fractional) then {StepLabels.Values("x")} end as labels,
                case when x.labeller = any(@fractional) then {StepLabels.Exact("x")} end as fractions
            from dataset.labels x
            where x.solution_id = s.id and (x.labeller = @labeller or starts_with(x.labeller, @labeller || ':'))
                and (@train = 'process' or x.labeller <> all(@fractional))
                and not (@train = 'process' and (
                    coalesce((x.record -> 'prm800k' ->> 'is_quality_control_question')::boolean, false)
                    or coalesce((x.record -> 'prm800k' ->> 'is_initial_screening_question')::boolean, false)
                ))
            order by x.generation desc, x.adjudicated desc, x.labeller desc limit 1
        ) l on true
        """;

    private const string Named = """
        q.name = @pool and p.id <> all(@leftOut::bigint[]) and (cardinality(@selections::uuid[]) = 0 or exists (
            select 1 from dataset.selected_solutions x where x.solution_id = s.id and x.job_id = any(@selections)
        ))
        """;

    /// <summary>
    /// If a labeller has several rows for a solution, the latest generation is used, and in it the decision of an adjudicator.
    /// A language model is trained on solutions with evidence that they are correct and none that they are not, or on all if
    /// its recipe says so; the other objectives use every rated solution, correct or not. A process model is also trained on
    /// the rated alternatives to the steps up to the first incorrect one, each behind the steps before it, which are not rated
    /// again, unless the labels are fractions; the rows with which PRM800K controlled its labellers are left out. The other
    /// objectives do not use fractions.
    /// </summary>
    private static readonly string Examples = $"""
        select e.* from (
            select p.ordinal, s.sample, 0 as step, 0 as alternative, p.statement, s.steps, l.labels, l.fractions, s.finished,
                case when @outcome::text is null then s.correct else o.outcome end as correct,
                case @train
                    when 'process' then l.labeller
                    when 'outcome' then coalesce(o.labeller, s.grader)
                    else coalesce(l.labeller, o.labeller, s.grader)
                end as supervisor
            {Solutions}
            left join lateral (
                select x.labeller, x.outcome from dataset.labels x
                where x.solution_id = s.id and (x.labeller = @outcome or starts_with(x.labeller, @outcome || ':'))
                    and x.outcome is not null
                order by x.generation desc, x.adjudicated desc, x.labeller desc limit 1
            ) o on @outcome::text is not null
            where {Named}
            union all
            select p.ordinal, s.sample, v.step + 1, v.alternative, p.statement, s.steps[1:v.step] || v.text,
                array_fill(2::smallint, array[v.step]) || v.value::smallint, null, false, null, l.labeller
            {Solutions}
            join dataset.step_labels v on v.label_id = l.id
            where {Named} and @train = 'process' and v.alternative > 0 and v.value in (-1, 0, 1)
                and l.fractions is null and array_position(l.labels[1:v.step], -1::smallint) is null
        ) e
        where cardinality(e.steps) > 0 and case @train
            when 'process' then cardinality(array_remove(e.labels, 2::smallint)) > 0
                or cardinality(array_remove(e.fractions, 'NaN')) > 0
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

    /// <summary>Returns the number of examples to train on, by pool.</summary>
    public async Task<IReadOnlyList<int>> Count(TrainingSource from, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var leftOut = await LeftOut(connection, from, cancellationToken);
        var counts = new List<int>();
        foreach (var pool in from.Pools)
        {
            counts.Add(
                await connection.QuerySingle<int>(
                    $"select count(*)::int from ({Examples}) e",
                    Parameters(from, pool, leftOut, await Fractional(connection, from, pool, cancellationToken)),
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
        var leftOut = await LeftOut(connection, from, cancellationToken);
        var size = new TrainingSetSize(0, 0);
        foreach (var pool in from.Pools)
        {
            var own = await connection.QuerySingle<TrainingSetSize>(
                $"""
                select count(*)::int as examples,
                    coalesce(sum(length(e.statement) + length(array_to_string(e.steps, ' '))), 0)::bigint as characters
                from ({Examples}) e
                """,
                Parameters(from, pool, leftOut, await Fractional(connection, from, pool, cancellationToken)),
                cancellationToken
            );
            size = new(size.Examples + own!.Examples, size.Characters + own.Characters);
        }

        return size;
    }

    /// <summary>Returns what these pools have, whatever a training could use of it.</summary>
    public async Task<TrainingMaterial> Material(string[] pools, CancellationToken cancellationToken)
    {
        const string All = """
            from dataset.pools q
            join dataset.problems p on p.pool_id = q.id
            join dataset.solutions s on s.problem_id = p.id
            """;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var counts = await connection.QuerySingle<Counts>(
            $"""
            select count(*)::int as solutions, count(s.correct)::int as verdicts,
                count(*) filter (where s.correct)::int as correct
            {All} where q.name = any(@pools)
            """,
            new { pools },
            cancellationToken
        );
        var labellers = await connection.Query<TrainingMaterial.Labelled>(
            $"""
            select l.labeller,
                count(*) filter (where exists (
                    select 1 from dataset.step_labels v
                    where v.label_id = l.id and v.alternative = 0 and v.value is not null
                ))::int as steps,
                count(l.outcome)::int as verdicts
            {All} join dataset.labels l on l.solution_id = s.id
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
        IReadOnlyDictionary<string, int>? leftOut = null;
        var hash = await files.Add(async to => leftOut = await Write(from, to, written, cancellationToken));
        return new(hash, written.Values.Sum(), written, leftOut);
    }

    /// <summary>Returns what <see cref="Freeze"/> would return now; nothing is stored.</summary>
    public async Task<TrainingSetSummary> Look(TrainingSource from, CancellationToken cancellationToken)
    {
        using var sha = SHA256.Create();
        await using var hashing = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write);
        var written = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var leftOut = await Write(from, hashing, written, cancellationToken);
        await hashing.FlushFinalBlockAsync(cancellationToken);
        return new(Convert.ToHexStringLower(sha.Hash!), written.Values.Sum(), written, leftOut);
    }

    /// <summary>Writes the lines, and counts them by supervisor.</summary>
    /// <returns>The number of problems left out, by the pool of <see cref="TrainingSource.NotIn"/> that has them.</returns>
    internal async Task<IReadOnlyDictionary<string, int>> Write(
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
        var overlap = await Overlap(connection, from, cancellationToken);
        foreach (var pool in from.Pools)
        {
            await Write(connection, from, pool, overlap.Problems, to, written, cancellationToken);
        }

        return overlap.Counts;
    }

    private static async Task Write(
        NpgsqlConnection connection,
        TrainingSource from,
        string pool,
        long[] leftOut,
        Stream to,
        SortedDictionary<string, int> written,
        CancellationToken cancellationToken
    )
    {
        var fractional = await Fractional(connection, from, pool, cancellationToken);
        await foreach (
            var row in connection
                .Stream<Row>(
                    $"""
                    select x.statement, x.steps, x.labels, x.fractions, x.correct, x.finished, x.supervisor from ({Examples}) x
                    order by x.ordinal, x.sample, x.step, x.alternative
                    """,
                    Parameters(from, pool, leftOut, fractional)
                )
                .WithCancellation(cancellationToken)
        )
        {
            var labels = row.Labels is null ? null : StepLabels.Read(row.Labels);
            var fractions = row.Fractions is null
                ? null
                : StepLabels.Fractions(row.Fractions, fractional[row.Supervisor!]);
            var example = new TrainingExample(row.Statement, row.Steps, labels, row.Correct, row.Finished, fractions);
            await JsonSerializer.SerializeAsync(to, example, Json, cancellationToken);
            await to.WriteAsync("\n"u8.ToArray(), cancellationToken);
            var supervisor = row.Supervisor ?? "unknown";
            written[supervisor] = written.GetValueOrDefault(supervisor) + 1;
        }
    }

    private static async Task<ProblemOverlap> Overlap(
        NpgsqlConnection connection,
        TrainingSource from,
        CancellationToken cancellationToken
    ) =>
        await (await ProblemSets.Load(connection, from.NotIn, cancellationToken)).In(
            connection,
            from.Pools,
            cancellationToken
        );

    private static async Task<long[]> LeftOut(
        NpgsqlConnection connection,
        TrainingSource from,
        CancellationToken cancellationToken
    ) => (await Overlap(connection, from, cancellationToken)).Problems;

    /// <summary>Returns the labellers whose numbers in this pool are fractions, with their scales.</summary>
    private static async Task<IReadOnlyDictionary<string, LabelScale>> Fractional(
        NpgsqlConnection connection,
        TrainingSource from,
        string pool,
        CancellationToken cancellationToken
    ) =>
        await PoolRecords.Find(connection, pool, cancellationToken) is { } id
            ? (await LabelScales.Of(connection, id, Labeller(from), cancellationToken))
                .Where(l => l.Scale != LabelScale.Ratings)
                .ToDictionary(l => l.Labeller, l => l.Scale)
            : new Dictionary<string, LabelScale>();

    private static string Labeller(TrainingSource from) => from.Labeller ?? Platform.Contracts.Labellers.File;

    private static object Parameters(
        TrainingSource from,
        string pool,
        long[] leftOut,
        IReadOnlyDictionary<string, LabelScale> fractional
    ) =>
        new
        {
            pool,
            train = from.Train.Name(),
            labeller = Labeller(from),
            fractional = fractional.Keys.ToArray(),
            outcome = from.Outcome,
            selections = from.Selections.ToArray(),
            leftOut,
            @unchecked = from.Unchecked,
        };

    private sealed record Counts(int Solutions, int Verdicts, int Correct);

    private sealed record Row(
        string Statement,
        string[] Steps,
        short[]? Labels,
        double[]? Fractions,
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
/// <param name="NotIn">Pools whose problems are left out, recognised by their text (<see cref="ProblemSets"/>).</param>
/// <param name="Unchecked">Language models: whether solutions are used that are not known to be correct.</param>
internal sealed record TrainingSource(
    Objective Train,
    IReadOnlyList<string> Pools,
    string? Labeller,
    string? Outcome,
    IReadOnlyList<Guid> Selections,
    IReadOnlyList<string> NotIn,
    bool Unchecked
);
