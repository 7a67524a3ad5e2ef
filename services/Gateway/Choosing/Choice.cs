using Platform.Contracts;
using Platform.Kernels.Selection;

namespace Platform.Gateway.Choosing;

/// <summary>The order in which candidates are chosen, and the votes behind it.</summary>
/// <param name="Order">Indices into the candidates, the best first; every candidate is in it once.</param>
/// <param name="Votes">Answers with votes, the winner first; empty if nothing was counted.</param>
internal sealed record Choice(IReadOnlyList<int> Order, IReadOnlyList<GatewayVote> Votes)
{
    /// <summary>
    /// Chooses with the kernels of the reports: the best score among finished candidates, or the answer with the largest sum
    /// of votes, where the answer that was voted for first wins a tie. Candidates of one answer are in the order of their
    /// scores. Unfinished candidates come last, then those without an answer or a score if the strategy needs one.
    /// </summary>
    /// <param name="kind">The strategy.</param>
    /// <param name="aggregation">How a solution's steps become its score.</param>
    /// <param name="candidates">In the order of their indices.</param>
    public static Choice Of(StrategyKind kind, StepAggregation aggregation, IReadOnlyList<SampledCandidate> candidates)
    {
        var votes = kind switch
        {
            StrategyKind.Majority => Count(candidates, _ => 1),
            StrategyKind.Weighted => Count(candidates, c => Math.Exp(c.Scores.Aggregates[aggregation])),
            _ => [],
        };
        var places = votes
            .SelectMany((vote, place) => vote.Candidates.Select(index => (index, place)))
            .ToDictionary(v => v.index, v => v.place);
        int[] order =
        [
            .. Enumerable
                .Range(0, candidates.Count)
                .OrderByDescending(i => candidates[i].Solution.Finished)
                .ThenBy(i => votes.Count == 0 ? 0 : places.GetValueOrDefault(candidates[i].Index, int.MaxValue))
                // NaN, the score of what has none, is below every number.
                .ThenByDescending(i => candidates[i].Scores.Aggregates[aggregation])
                .ThenBy(i => candidates[i].Index),
        ];
        return new(order, votes);
    }

    /// <summary>The votes of finished candidates that have an answer and a weight.</summary>
    private static IReadOnlyList<GatewayVote> Count(
        IReadOnlyList<SampledCandidate> candidates,
        Func<SampledCandidate, double> weight
    )
    {
        var voters = candidates
            .Where(c => c.Solution.Finished && c.Key is not null && !double.IsNaN(weight(c)))
            .ToList();
        if (voters.Count == 0)
        {
            return [];
        }

        var keys = voters.Select(c => c.Key!).Distinct().ToList();
        double[] weights = [.. voters.Select(weight)];
        int winner = Winner([.. voters.Select(c => keys.IndexOf(c.Key!))], keys.Count, weights);
        return
        [
            .. keys.Select(
                    (key, place) =>
                    {
                        var own = voters.Index().Where(v => v.Item.Key == key).ToList();
                        return (
                            Place: place,
                            Vote: new GatewayVote(
                                own[0].Item.Answer!,
                                own.Count,
                                own.Sum(v => weights[v.Index]),
                                [.. own.Select(v => v.Item.Index)]
                            )
                        );
                    }
                )
                .OrderByDescending(v => v.Place == winner)
                .ThenByDescending(v => v.Vote.Weight)
                .ThenBy(v => v.Place)
                .Select(v => v.Vote),
        ];
    }

    /// <summary>
    /// The answer that wins. The kernel gives the quality of the winning answer; the quality of each answer is its number
    /// here.
    /// </summary>
    private static int Winner(int[] answers, int count, double[] weights)
    {
        double[] numbers = [.. Enumerable.Range(0, count).Select(number => (double)number)];
        var ballot = new Ballot(answers, numbers, weights, strategies: 1, TieBreak.First);
        var totals = new System.Runtime.Intrinsics.Vector512<double>[ballot.Blocks];
        int[] order = [.. Enumerable.Range(0, answers.Length)];
        ballot.Count(order, order.Length - 1, totals);
        return (int)totals[0][0];
    }
}
