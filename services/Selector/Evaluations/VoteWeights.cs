using Platform.Contracts;

namespace Platform.Selector.Evaluations;

/// <summary>Converts scores to the weights of votes, which are probabilities.</summary>
internal sealed class VoteWeights
{
    private readonly Strategies _strategies;
    private readonly bool[] _logistic;

    public VoteWeights(Strategies strategies, IReadOnlyList<Candidates> problems)
    {
        _strategies = strategies;
        Voting = [.. _strategies.All.Where(s => s.Choice == Choice.Vote)];
        _logistic =
        [
            .. _strategies.Scores.Select(
                (score, i) =>
                    score.Aggregation is null && problems.Any(p => Array.Exists(p.Scores[i], x => x < 0 || x > 1))
            ),
        ];
    }

    /// <summary>The strategies that vote, in the order of the columns.</summary>
    public IReadOnlyList<Strategy> Voting { get; }

    /// <summary>
    /// One row per candidate, one column per strategy: 1 for plain majority; for a process score, the probability whose
    /// logarithm it is; for an outcome score, the score itself, or its logistic function if any of the model's scores lies
    /// outside [0, 1].
    /// </summary>
    public void Fill(Candidates problem, Span<double> weights)
    {
        for (int s = 0; s < Voting.Count; s++)
        {
            int index = Voting[s].Score;
            for (int i = 0; i < problem.Answers.Length; i++)
            {
                weights[i * Voting.Count + s] =
                    index < 0 ? 1
                    : _strategies.Scores[index].Aggregation is not null ? Math.Exp(problem.Scores[index][i])
                    : _logistic[index] ? 1 / (1 + Math.Exp(-problem.Scores[index][i]))
                    : problem.Scores[index][i];
            }
        }
    }

    /// <summary>Names of the models whose scores are treated as logits.</summary>
    public IEnumerable<string> Logits(IReadOnlyList<ModelLineage> models) =>
        _strategies.Scores.Where((_, i) => _logistic[i]).Select(s => models[s.Model].Name);
}
