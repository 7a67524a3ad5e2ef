using Platform.Contracts;
using Platform.Dataset.Formats;
using Platform.Dataset.Pools;
using Platform.Selector;
using Platform.Selector.Evaluations;
using Platform.UnitTests.Dataset.Formats;

namespace Platform.UnitTests.Selector;

/// <summary>Small pools from the file to the report, with values argued by hand.</summary>
public sealed class TrialPoolTests
{
    [Fact]
    public async Task Missing_samples_and_scores_are_named_with_how_they_count()
    {
        var missing = await Evaluate("e3");
        Assert.Equal(
            (5, 2, 1),
            (missing.Coverage!.MissingSamples, missing.Coverage.ShortProblems, missing.Coverage.EmptyProblems)
        );
        Assert.Contains("2 of 3 problems have fewer than 3 samples; 5 samples are missing.", missing.Coverage.Notes[0]);

        var unscored = await Evaluate("e10");
        Assert.Equal([new ModelCoverage("imported-rm", 1, 2, 1, 0)], unscored.Coverage!.Models);
        // The only solution with a score is right, and a draw of one has it in one of three cases.
        Assert.Equal([1.0 / 3, 2.0 / 3, 1], Curve(unscored, "prm.min:imported-rm"), Near);
        // At N = 3 two of three votes are for 2; at N = 2 a tie is broken without favour.
        Assert.Equal([1.0 / 3, 1.0 / 3, 0], Curve(unscored, "majority"), Near);
    }

    [Fact]
    public async Task Spellings_of_one_value_are_one_vote()
    {
        var report = await Evaluate("e4");
        Assert.Equal(1, Curve(report, "majority")[^1]);
    }

    [Fact]
    public async Task Sentences_that_state_one_value_are_one_vote()
    {
        var report = await Evaluate("e4b");
        Assert.Equal(0.6, Curve(report, "majority")[0], 1e-12);
        Assert.Equal(1, Curve(report, "majority")[^1]);
    }

    [Fact]
    public async Task An_unfinished_solution_is_never_selected()
    {
        var report = await Evaluate("e6");
        Assert.Equal(1, report.Coverage!.Unselectable);
        Assert.Equal([1.0 / 3, 0.5, 0.5], Curve(report, "majority"), Near);
    }

    [Fact]
    public async Task Equal_scores_give_the_share_of_right_solutions_at_every_N()
    {
        var report = await Evaluate("e9");
        Assert.All(
            report.Strategies.Where(s => s.Name.StartsWith("prm", StringComparison.Ordinal)),
            s => Assert.Equal([2.0 / 3, 2.0 / 3, 2.0 / 3], s.Curve.Select(p => p.Accuracy), Near)
        );
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-12;

    private static double[] Curve(EvaluationReport report, string strategy) =>
        [.. report.Strategies.Single(s => s.Name == strategy).Curve.Select(p => p.Accuracy)];

    private static async Task<EvaluationReport> Evaluate(string trial)
    {
        var import = await Import.File($"trials/evaluate/{trial}.jsonl");
        Assert.Empty(import.Errors);
        ModelLineage[] models =
        [
            .. import
                .Solutions.SelectMany(s => s.Scores)
                .DistinctBy(s => s.ModelName)
                .Select(s => new ModelLineage(s.ModelName, "imported", s.Kind, s.Classes)),
        ];
        return Report.Build(
            Pool.Header(import.Problems.Count, models),
            [.. import.Problems.Select(p => Columns(p, models))],
            new SelectorOptions()
        );
    }

    private static ProblemColumns Columns(ImportedProblem problem, ModelLineage[] models)
    {
        var judge = new Judge(problem.Statement, problem.Answer);
        var judged = problem.Solutions.Select(s => judge.Solution(s, "pool")).ToList();
        var keys = judged.Select(j => j.Key).Distinct().ToList();
        return Pool.Problem(
            problem.Key,
            [.. problem.Solutions.Select((s, i) => s.Finished && judged[i].Key is { } key ? keys.IndexOf(key) : -1)],
            [.. judged.Select(j => j.Correct == true)]
        ) with
        {
            Scores =
            [
                .. models.Select(m =>
                    Pool.Scores(
                        [
                            .. problem.Solutions.Select(s =>
                                s.Scores.FirstOrDefault(x => x.ModelName == m.Name)
                                    ?.Probabilities.SelectMany(p => p)
                                    .ToArray()
                            ),
                        ],
                        m.Classes.Count
                    )
                ),
            ],
        };
    }
}
