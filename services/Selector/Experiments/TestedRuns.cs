using Platform.Contracts;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;
using Platform.Selector.Evaluations;
using Platform.Selector.Evaluations.Steps;

namespace Platform.Selector.Experiments;

/// <summary>The results of an experiment on one evaluation, problem by problem.</summary>
/// <param name="Pool">Name of the pool; resamples of a pool are the same for all of its evaluations.</param>
/// <param name="Samples">The largest N.</param>
/// <param name="Groups">The problems by subject, level and difficulty quintile.</param>
/// <param name="Runs">The results with their probability of a right choice, [problem, N - 1].</param>
/// <param name="Steps">The areas under the ROC curve of the process models' steps, where a labeller has rated them.</param>
internal sealed record TestedRuns(
    string Pool,
    int Samples,
    IReadOnlyList<(string By, string Name, int[] Problems)> Groups,
    IReadOnlyList<(ArmRun Run, float[,] Accuracy)> Runs,
    IReadOnlyList<RunSteps> Steps
)
{
    private const string Weighted = "weighted.";
    private const string Product = "prm.product";

    /// <exception cref="InvalidDataException">The evaluation does not have a result that the experiment compares.</exception>
    public static TestedRuns Of(
        EvaluationHeader header,
        IReadOnlyList<ProblemColumns> problems,
        IReadOnlyList<ArmRun> runs,
        SelectorOptions options
    )
    {
        if (header.Ungraded > 0)
        {
            throw new InvalidDataException(
                $"{Counted.Of(header.Ungraded, "solution")} of the pool {header.Pool} without a verdict, so nothing can be compared on it."
            );
        }

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
            [.. runs.Select(run => (run, Column(outcomes, Index(run, strategies, models), problems.Count, samples)))],
            [.. Areas(header, columns, models, runs, options)]
        );
    }

    /// <summary>
    /// The areas of each process model. Only runs of the product are read, so that each model is listed once.
    /// </summary>
    private static IEnumerable<RunSteps> Areas(
        EvaluationHeader header,
        IReadOnlyList<ProblemColumns> problems,
        IReadOnlyList<ModelLineage> models,
        IReadOnlyList<ArmRun> runs,
        SelectorOptions options
    )
    {
        var resamples = new Resamples(problems.Count, options.Resamples, 0);
        var steps = header.Steps ?? new StepOptions();
        foreach (var run in runs.Where(r => r.Strategy == Product))
        {
            int model = models.Index().First(m => IsOf(run, m.Item)).Index;
            foreach (var (l, labeller) in (header.Labellers ?? []).Index())
            {
                var rated = RatedSteps.Read(steps, models, model, l, problems, options);
                if (rated.Any(p => p.Solutions.Length > 0))
                {
                    yield return new(
                        run,
                        labeller.Name,
                        StepArea.Of(rated, _ => true, resamples, options),
                        StepArea.Of(rated, step => step.Position == 1, resamples, options)
                    );
                }
            }
        }
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

/// <summary>How well a run's process model tells right steps from wrong ones.</summary>
/// <param name="Run">The run.</param>
/// <param name="Labeller">Whose labels.</param>
/// <param name="All">Over all rated steps.</param>
/// <param name="First">Over first steps.</param>
internal sealed record RunSteps(ArmRun Run, string Labeller, StepArea All, StepArea First);
