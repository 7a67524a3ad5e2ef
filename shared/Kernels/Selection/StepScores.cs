namespace Platform.Kernels.Selection;

/// <summary>Computes a solution's scores from the class probabilities of its steps.</summary>
public static class StepScores
{
    // The logarithm of a factor below this is taken separately, so that a running product of two such factors cannot
    // underflow.
    private const double Small = 1e-150;

    /// <summary>
    /// All aggregations in one pass over the rows. The product is kept as a logarithm, so no number of steps underflows to a
    /// tie at zero: log prod p_i = sum log p_i, taken in chunks whose product is still representable.
    /// </summary>
    /// <param name="rows">Probabilities, one row per step, <c>classes.Count</c> columns per row.</param>
    /// <param name="classes">Which column is which.</param>
    /// <param name="neutral">How neutral counts.</param>
    /// <returns>
    /// <see cref="StepScore.Absent"/> if there is no row, or if a probability is NaN or outside [0, 1] (by more than 1e-3).
    /// </returns>
    public static StepScore Of(ReadOnlySpan<double> rows, ClassColumns classes, NeutralPolicy neutral)
    {
        if (rows.IsEmpty || rows.Length % classes.Count != 0)
        {
            return StepScore.Absent;
        }
        double product = 1;
        double log = 0;
        double min = double.PositiveInfinity;
        double sum = 0;
        double p = 0;
        for (int at = 0; at < rows.Length; at += classes.Count)
        {
            p = classes.Correct(rows.Slice(at, classes.Count), neutral);
            if (!IsProbability(p))
            {
                return StepScore.Absent;
            }
            p = Math.Max(p, 0);
            min = Math.Min(min, p);
            sum += p;
            if (p < Small)
            {
                log += Math.Log(p);
                continue;
            }
            product *= p;
            if (product < Small)
            {
                log += Math.Log(product);
                product = 1;
            }
        }
        int steps = rows.Length / classes.Count;
        return new StepScore(log + Math.Log(product), Math.Log(min), Math.Log(p), Math.Log(sum / steps));
    }

    /// <summary>P(correct) of every step separately.</summary>
    /// <param name="rows">Probabilities, one row per step, <c>classes.Count</c> columns per row.</param>
    /// <param name="classes">Which column is which.</param>
    /// <param name="neutral">How neutral counts.</param>
    /// <param name="correct">Written: one number per step.</param>
    /// <returns>False if <see cref="Of"/> gives <see cref="StepScore.Absent"/>.</returns>
    public static bool Correct(
        ReadOnlySpan<double> rows,
        ClassColumns classes,
        NeutralPolicy neutral,
        Span<double> correct
    )
    {
        if (rows.IsEmpty || rows.Length != correct.Length * classes.Count)
        {
            return false;
        }
        for (int step = 0; step < correct.Length; step++)
        {
            correct[step] = classes.Correct(rows.Slice(step * classes.Count, classes.Count), neutral);
            if (!IsProbability(correct[step]))
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsProbability(double p) => p >= -1e-3 && p <= 1 + 1e-3;
}

/// <summary>How the probabilities of a solution's steps become one score.</summary>
public enum StepAggregation
{
    /// <summary>Product over steps (the paper's).</summary>
    Product,

    /// <summary>The weakest step.</summary>
    Min,

    /// <summary>The last step.</summary>
    Last,

    /// <summary>Arithmetic mean over steps.</summary>
    Mean,
}

/// <summary>How a neutral step counts; decided when scores are used and never when they are stored.</summary>
public enum NeutralPolicy
{
    /// <summary>Neutral is correct.</summary>
    Positive,

    /// <summary>Neutral is incorrect.</summary>
    Negative,
}

/// <summary>Scores of one solution under one policy: natural logarithms (0 is certain, -infinity impossible).</summary>
/// <param name="Product">Sum over steps of log P(step correct).</param>
/// <param name="Min">Log of the smallest P(step correct).</param>
/// <param name="Last">Log of the last step's P(step correct).</param>
/// <param name="Mean">Log of the arithmetic mean of P(step correct).</param>
public readonly record struct StepScore(double Product, double Min, double Last, double Mean)
{
    /// <summary>A solution without a usable score: every field is NaN.</summary>
    public static StepScore Absent { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>The score under one aggregation.</summary>
    public double this[StepAggregation aggregation] =>
        aggregation switch
        {
            StepAggregation.Product => Product,
            StepAggregation.Min => Min,
            StepAggregation.Last => Last,
            _ => Mean,
        };
}
