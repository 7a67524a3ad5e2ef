using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Labels;

/// <summary>Decides what the numbers of a pool's labellers are.</summary>
internal static class LabelScales
{
    /// <summary>Returns the labellers of a pool's steps; those who have rated the most finished solutions come first.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="labeller">Only this labeller and those that begin with it and <c>:</c>; null for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static Task<List<ScaledLabeller>> Of(
        NpgsqlConnection connection,
        long pool,
        string? labeller,
        CancellationToken cancellationToken
    ) =>
        connection.Query<ScaledLabeller>(
            """
            select l.labeller, (count(*) filter (where s.finished))::int as finished, bool_or(v.fraction) as fraction,
                bool_or(v.negative) as negative
            from dataset.problems p
            join dataset.solutions s on s.problem_id = p.id
            join dataset.labels l on l.solution_id = s.id
            cross join lateral (
                select count(x.value) as rated, bool_or(x.value not in (-1, 0, 1)) as fraction,
                    bool_or(x.value > -1 and x.value < 0) as negative
                from dataset.step_labels x where x.label_id = l.id and x.alternative = 0
            ) v
            where p.pool_id = @pool and v.rated > 0
                and (@labeller::text is null or l.labeller = @labeller or starts_with(l.labeller, @labeller || ':'))
            group by l.labeller order by finished desc, l.labeller
            """,
            new { pool, labeller },
            cancellationToken
        );

    /// <summary>Returns the scales of some labellers in a pool, without counting what they have rated.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="pool">Name of the pool.</param>
    /// <param name="labellers">The labellers.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<IReadOnlyDictionary<string, LabelScale>> Of(
        NpgsqlConnection connection,
        string pool,
        string[] labellers,
        CancellationToken cancellationToken
    ) =>
        labellers.Length == 0
            ? new Dictionary<string, LabelScale>()
            : (
                await connection.Query<ScaledLabeller>(
                    """
                    select n.labeller, 0 as finished, v.labeller is not null as fraction,
                        coalesce(v.negative, false) as negative
                    from unnest(@labellers) as n(labeller)
                    left join (
                        select l.labeller, bool_or(x.value > -1 and x.value < 0) as negative
                        from dataset.pools q
                        join dataset.problems p on p.pool_id = q.id
                        join dataset.solutions s on s.problem_id = p.id
                        join dataset.labels l on l.solution_id = s.id
                        join dataset.step_labels x on x.label_id = l.id
                        where q.name = @pool and l.labeller = any(@labellers) and x.alternative = 0
                            and x.value not in (-1, 0, 1)
                        group by l.labeller
                    ) v on v.labeller = n.labeller
                    """,
                    new { pool, labellers },
                    cancellationToken
                )
            ).ToDictionary(l => l.Labeller, l => l.Scale);

    /// <summary>Converts a number on a scale of fractions to a fraction from 0 to 1.</summary>
    public static double Fraction(double value, LabelScale scale) =>
        Math.Clamp(scale == LabelScale.Signed ? (1 + value) / 2 : value, 0, 1);
}

/// <summary>A labeller of a pool's steps.</summary>
/// <param name="Labeller">The name.</param>
/// <param name="Finished">Finished solutions with a rated step.</param>
/// <param name="Fraction">True if a number is other than -1, 0 and 1.</param>
/// <param name="Negative">True if a number is between -1 and 0.</param>
internal sealed record ScaledLabeller(string Labeller, int Finished, bool Fraction, bool Negative)
{
    /// <summary>Shares of completions may all happen to be 0 or 1, which would look like ratings.</summary>
    public LabelScale Scale =>
        Labeller.StartsWith($"{Labellers.Rollouts}:", StringComparison.Ordinal) ? LabelScale.Fractions
        : Negative ? LabelScale.Signed
        : Fraction ? LabelScale.Fractions
        : LabelScale.Ratings;
}
