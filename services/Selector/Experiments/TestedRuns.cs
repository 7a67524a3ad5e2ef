using Platform.Contracts;
using Platform.Kernels.Selection;
using Platform.Selector.Evaluations;

namespace Platform.Selector.Experiments;

/// <summary>The results of an experiment on one evaluation, problem by problem.</summary>
/// <param name="Pool">Name of the pool; resamples of a pool are the same for all of its evaluations.</param>
/// <param name="Samples">The largest N.</param>
/// <param name="Groups">The problems by subject, level and difficulty quintile.</param>
/// <param name="Runs">The results with their probability of a right choice, [problem, N - 1].</param>
internal sealed record TestedRuns(
    string Pool,
    int Samples,
    IReadOnlyList<(string By, string Name, int[] Problems)> Groups,
    IReadOnlyList<(ArmRun Run, float[,] Accuracy)> Runs
)
{
    private const string Weighted = "weighted.";

    /// <exception cref="InvalidDataException">The evaluation does not have a result that the experiment compares.</exception>
    public static TestedRuns Of(
        EvaluationHeader header,
        IReadOnlyList<ProblemColumns> problems,
        IReadOnlyList<ArmRun> runs,
        SelectorOptions options
    )
    {
        int[] used = [.. header.Models.Index().Where(m => runs.Any(r => IsOf(r, m.Item))).Select(m => m.Index)];
        ModelLineage[] models = [.. used.Select(m => header.Models[m])];
        var columns = problems.Select(p => p with { Scores = [.. used.Select(m => p.Scores[m])] }).ToList();
        var ties = header.Ties == VoteTies.First ? TieBreak.First : TieBreak.Uniform;
        var strategies = Strategies.For(models, score => runs.Any(run => Uses(run, score, models)));
        var candidates = Report.Each(columns, options, p => Candidates.Read(p, models, strategies, ties));
        int samples = candidates.Select(c => c.Samples).DefaultIfEmpty().Max();
        if (samples == 0)
        {
            throw new InvalidDataException(
                $"The pool {header.Pool} has no solutions, so nothing can be compared on it."
            );
        }

        var table = new SelectionTable(samples);
        var votes = new VotingCurves(
            table,
            candidates,
            new VoteWeights(strategies, candidates),
            ties,
            header.Seed,
            options
        );
        var outcomes = Report.Curves(strategies, candidates, table, votes, options);
        return new(
            header.Pool,
            samples,
            [.. Evaluations.Groups.Of(candidates)],
            [.. runs.Select(run => (run, Column(outcomes, Index(run, strategies, models), problems.Count, samples)))]
        );
    }

    private static float[,] Column(Outcomes outcomes, int strategy, int problems, int samples)
    {
        var accuracy = new float[problems, samples];
        for (int p = 0; p < problems; p++)
        {
            for (int n = 0; n < samples; n++)
            {
                accuracy[p, n] = outcomes[p, strategy * samples + n];
            }
        }

        return accuracy;
    }

    private static int Index(ArmRun run, Strategies strategies, IReadOnlyList<ModelLineage> models)
    {
        for (int s = 0; s < strategies.All.Count; s++)
        {
            var strategy = strategies.All[s];
            bool found = run.Model is null
                ? strategy.Score < 0 && strategy.Name == run.Strategy
                : strategy.Score >= 0
                    && strategy.Choice == (IsWeighted(run) ? Choice.Vote : Choice.Best)
                    && Uses(run, strategies.Scores[strategy.Score], models);
            if (found)
            {
                return s;
            }
        }

        throw new InvalidDataException(
            $"Evaluation {run.Evaluation} has no strategy {run.Strategy}{(run.Model is null ? "" : $" of {run.Model}")}."
        );
    }

    private static bool IsWeighted(ArmRun run) => run.Strategy.StartsWith(Weighted, StringComparison.Ordinal);

    private static bool IsOf(ArmRun run, ModelLineage model) => run.Model == model.Name || run.Model == model.Version;

    private static bool Uses(ArmRun run, Score score, IReadOnlyList<ModelLineage> models) =>
        IsOf(run, models[score.Model])
        && score.Neutral == NeutralPolicy.Positive
        && score.Family == (IsWeighted(run) ? run.Strategy[Weighted.Length..] : run.Strategy);
}
