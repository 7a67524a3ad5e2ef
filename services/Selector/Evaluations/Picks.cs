using Platform.Contracts;

namespace Platform.Selector.Evaluations;

/// <summary>What every strategy picks on every problem with all samples to choose from.</summary>
internal static class Picks
{
    // As in Ballot: sums that differ by less are a tie.
    private const double Tie = 1e-12;

    /// <param name="strategies">The strategies of the report.</param>
    /// <param name="problems">The problems' candidates.</param>
    /// <param name="weights">The weights of votes.</param>
    /// <param name="outcomes">What every problem contributes, strategy by strategy and N by N.</param>
    /// <param name="samples">The largest N.</param>
    public static EvaluationPicks Of(
        Strategies strategies,
        Candidates[] problems,
        VoteWeights weights,
        Outcomes outcomes,
        int samples
    ) =>
        new(
            [.. strategies.All.Select(s => s.Name)],
            samples,
            [
                .. problems.Select(
                    (problem, p) =>
                        new ProblemPicks(
                            problem.Key,
                            Of(problem, strategies, weights),
                            [.. strategies.All.Select((_, s) => outcomes[p, (s + 1) * samples - 1])]
                        )
                ),
            ]
        );

    private static int?[] Of(Candidates problem, Strategies strategies, VoteWeights weights)
    {
        int voting = weights.Voting.Count;
        var votes = new double[problem.Answers.Length * voting];
        weights.Fill(problem, votes);
        int vote = 0;
        return
        [
            .. strategies.All.Select(strategy =>
                strategy.Choice switch
                {
                    Choice.Best => Best(problem, problem.Scores[strategy.Score]),
                    Choice.Vote => Voted(problem, votes, vote++, voting),
                    _ => First(problem, i => problem.Correct[i] != 0),
                }
            ),
        ];
    }

    private static int? Best(Candidates problem, double[] scores)
    {
        double best = double.NegativeInfinity;
        foreach (double score in scores)
        {
            best = score > best ? score : best;
        }

        return First(problem, i => scores[i] == best);
    }

    private static int? Voted(Candidates problem, double[] votes, int strategy, int strategies)
    {
        var sums = new Dictionary<int, double>();
        for (int i = 0; i < problem.Answers.Length; i++)
        {
            double weight = votes[i * strategies + strategy];
            if (!double.IsNaN(weight))
            {
                sums[problem.Answers[i]] = sums.GetValueOrDefault(problem.Answers[i]) + weight;
            }
        }

        double most = sums.Count == 0 ? 0 : sums.Values.Max();
        return First(
            problem,
            i => !double.IsNaN(votes[i * strategies + strategy]) && sums[problem.Answers[i]] >= most * (1 - Tie)
        );
    }

    /// <summary>The smallest sample number among the candidates that fit.</summary>
    private static int? First(Candidates problem, Func<int, bool> fits)
    {
        int? first = null;
        for (int i = 0; i < problem.Numbers.Length; i++)
        {
            if (fits(i) && !(first <= problem.Numbers[i]))
            {
                first = problem.Numbers[i];
            }
        }

        return first;
    }
}
