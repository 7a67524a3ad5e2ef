using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.Selector.Evaluations;

/// <summary>
/// The accuracy of voting for every N. It is exact for a problem whose answers are all worth the same (all wrong, all right,
/// one answer) or that has at most <see cref="Enumerable"/> voters, and for every problem at N = 1 and N = M. Otherwise it
/// is estimated from seeded random draws of the problem's slots, each of which serves a range of N and every weighting.
/// </summary>
/// <remarks>
/// Draws are added until the measured standard error of the mean over problems is under the limit at every N and for every
/// strategy, or for half a minute (<see cref="StandardError"/> says what was reached). A problem gets draws in proportion to
/// its own standard deviation, which needs the fewest draws in total (Neyman allocation).
/// </remarks>
internal sealed class VotingCurves
{
    private const int Enumerable = 16;
    private const int Pilot = 4;
    private const int Narrowing = 4;
    private const int Narrowest = 8;

    // Half a minute of counting. Only a handful of problems with very many samples each could need more.
    private const double MostVotes = 4e9;

    private readonly SelectionTable _table;
    private readonly IReadOnlyList<Candidates> _problems;
    private readonly VoteWeights _weights;
    private readonly SelectorOptions _options;
    private readonly TieBreak _ties;
    private readonly Ballot?[] _ballots;
    private readonly List<VoteSample>[] _samples;

    public VotingCurves(
        SelectionTable table,
        IReadOnlyList<Candidates> problems,
        VoteWeights weights,
        TieBreak ties,
        long seed,
        SelectorOptions options
    )
    {
        _ties = ties;
        _table = table;
        _problems = problems;
        _weights = weights;
        _options = options;
        _ballots = new Ballot?[_problems.Count];
        _samples = new List<VoteSample>[_problems.Count];
        var ranges = Ranges(_table.Slots);
        Parallel.For(
            0,
            _problems.Count,
            _options.Parallel,
            p =>
            {
                var quality = Quality(_problems[p]);
                _samples[p] = [];
                if (quality.Distinct().Count() > 1)
                {
                    var ballot = _ballots[p] = Ballot(_problems[p], quality);
                    if (ballot.Voters > Enumerable)
                    {
                        // Drawn right away, while the ballot is in the cache: from memory a draw costs four times as much.
                        _samples[p] = [.. ranges.Select((r, i) => Sample(ballot, r, SplitMix.For(seed, 64L * p + i)))];
                        _samples[p].ForEach(s => s.Draw(Pilot));
                    }
                }
            }
        );
        DrawUntilPrecise([.. _samples.Where(s => s.Count > 0)], ranges.Count);
    }

    /// <summary>
    /// Largest standard error, over every N and strategy, of the mean over problems; 0 if everything is exact.
    /// </summary>
    public double StandardError { get; private set; }

    /// <summary>Writes one row of M numbers per voting strategy.</summary>
    public void Curves(int problem, Span<double> curves)
    {
        if (_ballots[problem] is not { } ballot)
        {
            Reached(_problems[problem], curves);
        }
        else if (_samples[problem].Count == 0)
        {
            Enumerate(ballot, curves);
        }
        else
        {
            foreach (var sample in _samples[problem])
            {
                sample.Write(curves);
            }
            One(_problems[problem], curves);
            All(ballot, curves);
        }
    }

    /// <summary>
    /// (M/4, M], (M/16, M/4] and so on: the smaller N is, the more draws one permutation of all slots gives.
    /// </summary>
    private static List<(int From, int To)> Ranges(int slots)
    {
        var ranges = new List<(int, int)>();
        for (int to = slots; to > 0; )
        {
            int from = to > Narrowest ? to / Narrowing : 0;
            ranges.Add((from, to));
            to = from;
        }
        return ranges;
    }

    private VoteSample Sample(Ballot ballot, (int From, int To) range, SplitMix random) =>
        new(ballot, _table.Slots, range.From, range.To, random);

    /// <param name="drawn">The samples of each problem, one per range.</param>
    /// <param name="ranges">Ranges of N, each with its own draws.</param>
    private void DrawUntilPrecise(List<VoteSample>[] drawn, int ranges)
    {
        // Aims slightly below the limit, because the variance is itself an estimate.
        double limit = 0.95 * _options.VoteError * _problems.Count;
        var more = new double[ranges];
        while (drawn.Length > 0)
        {
            for (int r = 0; r < ranges; r++)
            {
                double variance = LargestVariance([.. drawn.Select(d => d[r])]);
                double excess = variance / (limit * limit) - 1;
                more[r] = 0;
                if (excess > 0)
                {
                    double draws = Math.Min(0.6 * excess, 3) * drawn.Sum(d => (double)d[r].Draws);
                    more[r] = draws / drawn.Sum(d => d[r].Spread());
                }
                StandardError = Math.Max(r == 0 ? 0 : StandardError, Math.Sqrt(variance) / _problems.Count);
            }
            if (more.All(m => m == 0) || drawn.Sum(d => d.Sum(s => s.Votes)) > MostVotes)
            {
                return;
            }
            Parallel.ForEach(
                drawn,
                _options.Parallel,
                _samples =>
                {
                    for (int r = 0; r < ranges; r++)
                    {
                        if (more[r] > 0)
                        {
                            _samples[r].Draw((int)Math.Ceiling(more[r] * _samples[r].Spread()));
                        }
                    }
                }
            );
        }
    }

    /// <summary>
    /// The largest value, over N and strategies, of the sum over problems of the variance of a problem's mean.
    /// </summary>
    private double LargestVariance(VoteSample[] drawn)
    {
        const int Part = 64;
        int vectors = drawn[0].Totals.Length;
        var largest = new double[(vectors + Part - 1) / Part];
        Parallel.For(
            0,
            largest.Length,
            _options.Parallel,
            part =>
            {
                int at = part * Part;
                var sums = new Vector512<double>[Math.Min(Part, vectors - at)];
                foreach (var sample in drawn)
                {
                    sample.AddVariance(at, sums);
                }
                foreach (double sum in MemoryMarshal.Cast<Vector512<double>, double>(sums))
                {
                    largest[part] = Math.Max(largest[part], sum);
                }
            }
        );
        return largest.Max();
    }

    private Ballot Ballot(Candidates problem, double[] quality)
    {
        var rows = new double[problem.Answers.Length * _weights.Voting.Count];
        _weights.Fill(problem, rows);
        return new Ballot(problem.Answers, quality, rows, _weights.Voting.Count, _ties);
    }

    /// <summary>For each answer, the fraction of its samples that are right.</summary>
    private static double[] Quality(Candidates problem)
    {
        int answers = problem.Answers.Length == 0 ? 0 : problem.Answers.Max() + 1;
        var (right, count) = (new double[answers], new double[answers]);
        for (int i = 0; i < problem.Answers.Length; i++)
        {
            right[problem.Answers[i]] += problem.Correct[i];
            count[problem.Answers[i]]++;
        }
        return [.. right.Zip(count, (r, c) => r / c)];
    }

    /// <summary>Every answer is worth the same, so only whether any vote is drawn matters.</summary>
    private void Reached(Candidates problem, Span<double> curves)
    {
        double worth = Quality(problem).FirstOrDefault();
        var steps = new double[_table.Slots + 1];
        for (int s = 0; s < _weights.Voting.Count; s++)
        {
            int index = _weights.Voting[s].Score;
            int voters = index < 0 ? problem.Answers.Length : problem.Scores[index].Count(x => !double.IsNaN(x));
            PassAtN.Reached(worth, voters, steps);
            _table.Curves(steps, curves.Slice(s * _table.Slots, _table.Slots));
        }
    }

    private void Enumerate(Ballot ballot, Span<double> curves)
    {
        int sizes = ballot.Voters + 1;
        var totals = new Vector512<double>[ballot.Blocks * sizes];
        ballot.CountSubsets(totals);
        curves.Clear();
        for (int n = 1; n <= _table.Slots; n++)
        {
            for (int k = 1; k < sizes; k++)
            {
                double chance = SubsetMix.Chance(_table.Slots, n, ballot.Voters, k);
                for (int s = 0; chance > 0 && s < ballot.Strategies; s++)
                {
                    var total = totals[s / Kernels.Selection.Ballot.Lanes * sizes + k];
                    curves[s * _table.Slots + n - 1] += chance * total[s % Kernels.Selection.Ballot.Lanes];
                }
            }
        }
    }

    /// <summary>At N = 1 the answer drawn is the answer chosen.</summary>
    private void One(Candidates problem, Span<double> curves)
    {
        var quality = Quality(problem);
        for (int s = 0; s < _weights.Voting.Count; s++)
        {
            int index = _weights.Voting[s].Score;
            double sum = 0;
            for (int i = 0; i < problem.Answers.Length; i++)
            {
                sum += index >= 0 && double.IsNaN(problem.Scores[index][i]) ? 0 : quality[problem.Answers[i]];
            }
            curves[s * _table.Slots] = sum / _table.Slots;
        }
    }

    /// <summary>At N = M there is only one draw: every slot, in the pool's order.</summary>
    private void All(Ballot ballot, Span<double> curves)
    {
        var order = new int[_table.Slots];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
        var totals = new Vector512<double>[ballot.Blocks];
        ballot.Count(order, order.Length - 1, totals);
        for (int s = 0; s < ballot.Strategies; s++)
        {
            curves[(s + 1) * _table.Slots - 1] = totals[s / Kernels.Selection.Ballot.Lanes][
                s % Kernels.Selection.Ballot.Lanes
            ];
        }
    }
}
