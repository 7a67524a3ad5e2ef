using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;
using Platform.Selector.Evaluations;

namespace Platform.Selector.Searches;

/// <summary>
/// How often each rule picks a right answer on one run, for every problem and number of samples, computed like the strategies
/// of an evaluation. A solution that was drawn several times is as many samples.
/// </summary>
internal sealed class RunOutcomes
{
    /// <summary>The rules, in the order of the report.</summary>
    public static readonly IReadOnlyList<string> Rules = ["best", "weighted", "majority"];

    /// <summary>The path's score is a number between 0 and 1 for the whole solution, as of an outcome model.</summary>
    private static readonly ModelLineage[] Score = [new("score", "search", "outcome", ["positive"])];

    private static readonly Strategies Strategies = Strategies.For(Score);

    private readonly Outcomes? _outcomes;

    private RunOutcomes(
        SearchRunHeader header,
        IReadOnlyList<SearchRunColumns> problems,
        Candidates[] candidates,
        int slots,
        Outcomes? outcomes
    )
    {
        (Header, Candidates, Slots, _outcomes) = (header, candidates, slots, outcomes);
        Tokens = problems.Average(p => (double)p.Tokens);
        Solutions = problems.Average(p => (double)p.Results.Count);
    }

    public SearchRunHeader Header { get; }

    /// <summary>The samples of each problem.</summary>
    public Candidates[] Candidates { get; }

    /// <summary>Largest number of samples of a problem; for best-of-n, the number that was wanted.</summary>
    public int Slots { get; }

    /// <summary>Mean tokens per problem.</summary>
    public double Tokens { get; }

    /// <summary>Mean number of solutions per problem.</summary>
    public double Solutions { get; }

    public bool IsBaseline => Header.Strategy == StepSearchStrategy.BestOfN;

    public static RunOutcomes Of(
        SearchHeader header,
        int run,
        IReadOnlyList<SearchColumns> problems,
        SelectorOptions options
    )
    {
        var own = problems.Select(p => p.Runs[run]).ToList();
        var columns = problems.Select(p => Columns(p.Key, p.Runs[run])).ToList();
        var candidates = Report.Each(columns, options, p => Evaluations.Candidates.Read(p, Score, Strategies));
        int slots = candidates.Select(c => c.Samples).DefaultIfEmpty().Max();
        if (header.Runs[run].Strategy == StepSearchStrategy.BestOfN)
        {
            // A draw that failed is a sample without an answer.
            slots = Math.Max(slots, header.Runs[run].Beams);
        }

        if (slots == 0)
        {
            return new(header.Runs[run], own, candidates, 0, null);
        }

        var table = new SelectionTable(slots);
        var votes = new VotingCurves(
            table,
            candidates,
            new VoteWeights(Strategies, candidates),
            TieBreak.Uniform,
            header.Seed,
            options
        );
        return new(
            header.Runs[run],
            own,
            candidates,
            slots,
            Report.Curves(Strategies, candidates, table, votes, options)
        );
    }

    /// <summary>The chance of a right answer on each problem.</summary>
    /// <param name="rule">One of <see cref="Rules"/>.</param>
    /// <param name="n">Number of samples.</param>
    public float[] Accuracy(string rule, int n) =>
        [.. Enumerable.Range(0, Candidates.Length).Select(p => _outcomes?[p, Column(rule, n)] ?? 0)];

    /// <summary>The chance of a right answer on each problem, with all samples.</summary>
    public float[] Accuracy(string rule) => Accuracy(rule, Slots);

    /// <summary>The means over problems with their intervals, for every number of samples.</summary>
    public IReadOnlyList<BudgetCurve> Curves(Resamples resamples, SelectorOptions options)
    {
        var means = _outcomes!.Means();
        var (low, high) = _outcomes.Intervals(resamples, options.Parallel);
        return
        [
            .. Rules.Select(rule => new BudgetCurve(
                rule,
                [
                    .. Enumerable
                        .Range(1, Slots)
                        .Select(n =>
                        {
                            int c = Column(rule, n);
                            return new BudgetPoint(
                                n,
                                Math.Round(TokensOf(n), 3),
                                Math.Round(means[c], 7),
                                Math.Round(low[c], 7),
                                Math.Round(high[c], 7)
                            );
                        }),
                ]
            )),
        ];
    }

    /// <summary>Expected tokens per problem of n samples.</summary>
    public double TokensOf(int n) => Slots == 0 ? 0 : Tokens * n / Slots;

    private int Column(string rule, int n) =>
        (
            rule switch
            {
                "best" => 0,
                "majority" => 1,
                _ => 2,
            } * Slots
        )
        + n
        - 1;

    private static ProblemColumns Columns(string key, SearchRunColumns run)
    {
        var samples = run.Results.SelectMany(r => Enumerable.Repeat(r, r.Draws)).ToList();
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] answers =
        [
            .. samples.Select(s =>
            {
                if (s.Answer is null)
                {
                    return -1;
                }

                keys.TryAdd(s.Answer, keys.Count);
                return keys[s.Answer];
            }),
        ];
        int[] rows = [.. samples.Select(s => s.Score is null ? 0 : 1)];
        double[] scores = [.. samples.Select(s => s.Score).OfType<double>().Select(Math.Exp)];
        return new(
            key,
            null,
            null,
            [.. samples.Select(s => (byte)(s.Correct ? 1 : 0))],
            Bytes(answers),
            [new ScoreColumns(Bytes(rows), Bytes(scores))]
        );
    }

    private static byte[] Bytes<T>(T[] values)
        where T : struct => MemoryMarshal.AsBytes<T>(values).ToArray();
}
