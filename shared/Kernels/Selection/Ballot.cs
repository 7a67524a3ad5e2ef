using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Platform.Kernels.Selection;

/// <summary>
/// Voting on one problem, sample by sample: plain majority and every weighting side by side, eight strategies per vector.
/// The weights of one answer are added up; the answer with the largest sum wins. Sums that differ by less than 1e-12 of
/// themselves are a tie: 0.1 + 0.2 and 0.3 differ only by rounding, and by the order of addition.
/// </summary>
/// <remarks>
/// Weights are not negative, so sums only grow and the leader can only change to the answer just voted for: a step costs the
/// same for any number of answers. A strategy in which a sample has no weight (NaN) ignores that sample.
/// </remarks>
public sealed class Ballot
{
    /// <summary>Strategies per vector.</summary>
    public const int Lanes = 8;

    private static readonly Vector512<double> Never = Vector512.Create(double.PositiveInfinity);
    private static readonly Vector512<double> Above = Vector512.Create(1 + 1e-12);
    private static readonly Vector512<double> Below = Vector512.Create(1 - 1e-12);

    private readonly int[] answers;
    private readonly double[] quality;
    private readonly Vector512<double>[] weights;
    private readonly Vector512<double>[] sums;
    private readonly Vector512<double>[] first;
    private readonly TieBreak ties;

    /// <param name="answers">The answer of each voter (samples with an answer, in the pool's order), 0 to A - 1.</param>
    /// <param name="quality">For each answer, the fraction of its samples that are right.</param>
    /// <param name="weights">
    /// One row per voter, <paramref name="strategies"/> columns: 1 for plain majority, at least 0, NaN if the strategy has
    /// no score for the voter.
    /// </param>
    /// <param name="strategies">Number of strategies.</param>
    /// <param name="ties">Which answer wins a tie.</param>
    public Ballot(int[] answers, double[] quality, ReadOnlySpan<double> weights, int strategies, TieBreak ties)
    {
        this.answers = answers;
        this.quality = quality;
        this.ties = ties;
        Strategies = strategies;
        Blocks = (strategies + Lanes - 1) / Lanes;
        this.weights = new Vector512<double>[Blocks * answers.Length];
        sums = new Vector512<double>[quality.Length];
        first = new Vector512<double>[quality.Length];
        first.AsSpan().Fill(Never);
        Span<double> lanes = stackalloc double[Lanes];
        for (int block = 0; block < Blocks; block++)
        {
            for (int voter = 0; voter < answers.Length; voter++)
            {
                for (int lane = 0; lane < Lanes; lane++)
                {
                    int s = block * Lanes + lane;
                    lanes[lane] = s < strategies ? weights[voter * strategies + s] : double.NaN;
                }
                this.weights[block * answers.Length + voter] = Vector512.Create<double>(lanes);
            }
        }
    }

    /// <summary>Number of voters.</summary>
    public int Voters => answers.Length;

    /// <summary>Number of strategies.</summary>
    public int Strategies { get; }

    /// <summary>Vectors per row of results: strategies rounded up to whole vectors.</summary>
    public int Blocks { get; }

    /// <summary>
    /// Draws slots in the given order and adds the winner's quality after each draw to <paramref name="totals"/>: one order
    /// serves every N and every strategy.
    /// </summary>
    /// <param name="order">Slots; those from <see cref="Voters"/> on are empty.</param>
    /// <param name="skip">Number of first draws, whose winners are not wanted.</param>
    /// <param name="totals">A vector for each N = skip + 1..order.Length, block after block.</param>
    public void Count(ReadOnlySpan<int> order, int skip, Span<Vector512<double>> totals)
    {
        for (int block = 0; block < Blocks; block++)
        {
            var weight = weights.AsSpan(block * answers.Length, answers.Length);
            var total = totals.Slice(block * (order.Length - skip), order.Length - skip);
            var tally = Tally.Empty;
            foreach (int voter in order[..skip])
            {
                if (voter < weight.Length)
                {
                    Cast(voter, weight[voter], ref tally);
                }
            }
            for (int n = 0; n < total.Length; n++)
            {
                int voter = order[skip + n];
                if (voter < weight.Length)
                {
                    Cast(voter, weight[voter], ref tally);
                }
                total[n] += tally.Value;
            }
            Forget(order);
        }
    }

    /// <summary>
    /// Counts every subset of the voters, exactly: adds the winner's quality over all subsets of k voters to
    /// <paramref name="totals"/>. Takes 2^Voters steps per vector of strategies.
    /// </summary>
    /// <param name="totals">A vector for each k = 0..Voters, block after block.</param>
    public void CountSubsets(Span<Vector512<double>> totals)
    {
        for (int block = 0; block < Blocks; block++)
        {
            Subsets(
                weights.AsSpan(block * answers.Length, answers.Length),
                0,
                0,
                Tally.Empty,
                totals.Slice(block * (Voters + 1), Voters + 1)
            );
        }
    }

    private void Subsets(
        ReadOnlySpan<Vector512<double>> weight,
        int from,
        int size,
        Tally tally,
        Span<Vector512<double>> totals
    )
    {
        for (int voter = from; voter < weight.Length; voter++)
        {
            int answer = answers[voter];
            var (sum, earliest) = (sums[answer], first[answer]);
            var next = tally;
            Cast(voter, weight[voter], ref next);
            totals[size + 1] += next.Value;
            Subsets(weight, voter + 1, size + 1, next, totals);
            (sums[answer], first[answer]) = (sum, earliest);
        }
    }

    /// <summary>
    /// Resets the votes of <paramref name="order"/>: only the answers that it touched, because a draw may be short.
    /// </summary>
    private void Forget(ReadOnlySpan<int> order)
    {
        foreach (int voter in order)
        {
            if (voter < answers.Length)
            {
                sums[answers[voter]] = Vector512<double>.Zero;
                first[answers[voter]] = Never;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Cast(int voter, Vector512<double> weight, ref Tally tally)
    {
        int answer = answers[voter];
        var right = Vector512.Create(quality[answer]);
        var votes = Vector512.Equals(weight, weight);
        var old = sums[answer];
        var sum = old + (weight & votes);
        var oldest = first[answer];
        var earliest = Vector512.ConditionalSelect(
            votes,
            Vector512.Min(oldest, Vector512.Create((double)voter)),
            oldest
        );
        sums[answer] = sum;
        first[answer] = earliest;

        var leads = votes & Vector512.GreaterThan(sum, tally.Best * Above);
        var least = tally.Best * Below;
        var level = Vector512.AndNot(votes & Vector512.GreaterThanOrEqual(sum, least), leads);
        tally.Best = Vector512.ConditionalSelect(leads, sum, tally.Best);
        if (ties == TieBreak.First)
        {
            var wins = leads | (level & Vector512.LessThan(earliest, tally.Standing));
            tally.Value = Vector512.ConditionalSelect(wins, right, tally.Value);
            tally.Standing = Vector512.ConditionalSelect(wins, earliest, tally.Standing);
        }
        else
        {
            // A vote of weight 0 leaves an already tied sum tied: the answer joins the tie only once.
            var joins = level & (Vector512.LessThan(old, least) | Vector512.Equals(oldest, Never));
            var share = Vector512.ConditionalSelect(joins, tally.Shared + right, tally.Shared);
            var among = Vector512.ConditionalSelect(joins, tally.Standing + Vector512<double>.One, tally.Standing);
            tally.Shared = Vector512.ConditionalSelect(leads, right, share);
            tally.Standing = Vector512.ConditionalSelect(leads, Vector512<double>.One, among);
            tally.Value = Vector512.ConditionalSelect(leads | joins, tally.Shared / tally.Standing, tally.Value);
        }
    }

    /// <summary>The state of a count: four fields, as many as the compiler keeps in registers.</summary>
    private struct Tally
    {
        public static readonly Tally Empty = new()
        {
            Best = Vector512.Create(double.NegativeInfinity),
            Standing = Never,
        };

        /// <summary>The largest sum.</summary>
        public Vector512<double> Best;

        /// <summary>The quality of the winning answer, or the mean quality of the tied answers.</summary>
        public Vector512<double> Value;

        /// <summary>The first vote of the winning answer, or the number of tied answers.</summary>
        public Vector512<double> Standing;

        /// <summary>The sum of the tied answers' qualities.</summary>
        public Vector512<double> Shared;
    }
}

/// <summary>Which of several answers with equal votes wins.</summary>
public enum TieBreak
{
    /// <summary>Each with the same chance: a tie is worth the mean quality of the tied answers.</summary>
    Uniform,

    /// <summary>
    /// The answer whose first vote comes first in the pool's order (the result of counting with a dictionary).
    /// </summary>
    First,
}
