using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Labels;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;

namespace Platform.Dataset.Evaluations;

/// <summary>The step labels of some solutions, each labeller by itself.</summary>
internal sealed class EvaluationLabels
{
    private readonly IReadOnlyList<PoolLabeller> _labellers;
    private readonly Dictionary<(long Solution, string Labeller), double[]> _labels;

    private EvaluationLabels(IReadOnlyList<PoolLabeller> labellers, List<StepsOfSolution> labels)
    {
        _labellers = labellers;
        _labels = labels.ToDictionary(l => (l.SolutionId, l.Labeller), l => l.Labels);
    }

    /// <summary>True if a name of a submission stands for this labeller.</summary>
    public static bool IsNamed(string labeller, string name) =>
        name == Labellers.Anyone || labeller == name || labeller.StartsWith(name + ":", StringComparison.Ordinal);

    /// <summary>
    /// Returns the labellers that an evaluation compares with: those that it names; if it names none, the file if it has
    /// labels, otherwise the labeller of the most solutions.
    /// </summary>
    public static async Task<IReadOnlyList<PoolLabeller>> Resolve(
        NpgsqlConnection connection,
        long pool,
        StepOptions? steps,
        CancellationToken cancellationToken
    )
    {
        var labellers = await LabelScales.Of(connection, pool, null, cancellationToken);
        var rows = labellers.Where(l => l.Finished > 0).OrderByDescending(l => l.Labeller == Labellers.File).ToList();
        var wanted = steps?.Labellers is { Count: > 0 } names
            ? names.SelectMany(name => rows.Where(r => IsNamed(r.Labeller, name))).Distinct()
            : rows.Take(1);
        return [.. wanted.Select(r => new PoolLabeller(r.Labeller, r.Scale))];
    }

    /// <summary>
    /// Returns what a pool has of what the options name; null if they name nothing that has to be looked up.
    /// </summary>
    public static async Task<KnownLabels?> Known(
        NpgsqlConnection connection,
        long? pool,
        StepOptions? steps,
        CancellationToken cancellationToken
    )
    {
        if (pool is null || (steps?.Labellers is not { Count: > 0 } && steps?.ThresholdFrom is null))
        {
            return null;
        }

        return new(
            await connection.Query<string>(
                """
                select distinct l.labeller from dataset.problems p
                join dataset.solutions s on s.problem_id = p.id
                join dataset.labels l on l.solution_id = s.id
                where p.pool_id = @pool and s.finished and exists (
                    select 1 from dataset.step_labels v
                    where v.label_id = l.id and v.alternative = 0 and v.value is not null
                )
                order by l.labeller
                """,
                new { pool },
                cancellationToken
            ),
            await connection.Query<string>(
                """
                select distinct subject from dataset.problems where pool_id = @pool and subject is not null order by subject
                """,
                new { pool },
                cancellationToken
            )
        );
    }

    /// <summary>Loads the latest labels of every labeller for each finished solution.</summary>
    public static async Task<EvaluationLabels> Load(
        NpgsqlConnection connection,
        IReadOnlyList<PoolLabeller> labellers,
        long[] solutions,
        CancellationToken cancellationToken
    ) =>
        new(
            labellers,
            labellers.Count == 0
                ? []
                : await connection.Query<StepsOfSolution>(
                    $"""
                    select distinct on (l.solution_id, l.labeller) l.solution_id, l.labeller, {StepLabels.Exact(
                        "l"
                    )} as labels
                    from dataset.labels l join dataset.solutions s on s.id = l.solution_id
                    where l.solution_id = any(@solutions) and l.labeller = any(@names) and s.finished
                    order by l.solution_id, l.labeller, l.generation desc
                    """,
                    new { solutions, names = labellers.Select(l => l.Name).ToArray() },
                    cancellationToken
                )
        );

    /// <summary>Returns one column per labeller for the solutions of a problem; null if there are no labellers.</summary>
    public IReadOnlyList<LabelColumns?>? Columns(IReadOnlyList<long> solutions) =>
        _labellers.Count == 0 ? null : [.. _labellers.Select(l => Column(l, solutions))];

    private LabelColumns? Column(PoolLabeller labeller, IReadOnlyList<long> solutions)
    {
        var found = solutions.Select(s => _labels.GetValueOrDefault((s, labeller.Name)) ?? []).ToList();
        if (found.All(f => f.Length == 0))
        {
            return null;
        }

        sbyte[] labels = [.. found.SelectMany(f => f).Select(v => Label(v, labeller.Scale))];
        double[] fractions =
        [
            .. found
                .SelectMany(f => f)
                .Where((_, i) => labels[i] == LabelColumns.Fraction)
                .Select(v => LabelScales.Fraction(v, labeller.Scale)),
        ];
        return new(
            StoredScores.Bytes<int>([.. found.Select(f => f.Length)]),
            StoredScores.Bytes<sbyte>(labels),
            fractions.Length == 0 ? null : StoredScores.Bytes<double>(fractions)
        );
    }

    /// <summary>0 is neutral among ratings, and the fraction 0 among fractions.</summary>
    private static sbyte Label(double value, LabelScale scale) =>
        double.IsNaN(value) ? LabelColumns.Unrated
        : scale == LabelScale.Ratings && value is -1 or 0 or 1 ? (sbyte)value
        : LabelColumns.Fraction;

    private sealed record StepsOfSolution(long SolutionId, string Labeller, double[] Labels);
}

/// <summary>What a pool has for step metrics.</summary>
/// <param name="Labellers">Labellers that have rated a step.</param>
/// <param name="Subjects">Subjects of its problems.</param>
internal sealed record KnownLabels(IReadOnlyList<string> Labellers, IReadOnlyList<string> Subjects);
