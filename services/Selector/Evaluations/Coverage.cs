using System.Globalization;
using Platform.Contracts;
using Platform.Selector.Evaluations.Steps;

namespace Platform.Selector.Evaluations;

/// <summary>Counts what a pool lacks, and says how it counts.</summary>
internal static class Coverage
{
    /// <param name="models">All models of the evaluation.</param>
    /// <param name="used">Indices of those that have scored something, in the order of the strategies' models.</param>
    /// <param name="strategies">The strategies.</param>
    /// <param name="problems">The candidates of each problem.</param>
    public static ReportCoverage Of(
        IReadOnlyList<ModelLineage> models,
        int[] used,
        Strategies strategies,
        Candidates[] problems
    )
    {
        int slots = problems.Select(p => p.Samples).DefaultIfEmpty().Max();
        long solutions = problems.Sum(p => (long)p.Samples);
        long selectable = problems.Sum(p => (long)p.Answers.Length);
        var coverage = new ReportCoverage(
            (long)slots * problems.Length - solutions,
            problems.Count(p => p.Samples < slots),
            problems.Count(p => p.Samples == 0),
            (int)(solutions - selectable),
            [
                .. models.Select(
                    (_, m) =>
                    {
                        int model = Array.IndexOf(used, m);
                        int score = strategies
                            .Scores.Index()
                            .FirstOrDefault(s => s.Item.Model == model, (-1, null!))
                            .Item1;
                        return Of(RatedSteps.Name(models, m), score, problems);
                    }
                ),
            ],
            []
        );
        return coverage with { Notes = [.. Notes(coverage, slots, problems.Length, solutions, selectable)] };
    }

    /// <summary>The coverage of a pool of which only steps are compared.</summary>
    public static ReportCoverage WithoutVerdicts(ReportCoverage coverage, int ungraded) =>
        coverage with
        {
            Notes =
            [
                $"{Counted.Of(ungraded, "solution")} {(ungraded == 1 ? "has" : "have")} no verdict, so best-of-N is not reported: import the problems with an answer, or solutions with a verdict.",
            ],
        };

    /// <param name="model">The model's name.</param>
    /// <param name="score">One of its scores; -1 if it has scored nothing.</param>
    /// <param name="problems">The candidates of each problem.</param>
    private static ModelCoverage Of(string model, int score, Candidates[] problems)
    {
        var (scored, unscored, partly, none) = (0, 0, 0, 0);
        foreach (var problem in problems)
        {
            int has = score < 0 ? 0 : problem.Scored(score);
            int lacks = problem.Answers.Length - has;
            scored += has;
            unscored += lacks;
            partly += has > 0 && lacks > 0 ? 1 : 0;
            none += has == 0 && lacks > 0 ? 1 : 0;
        }
        return new ModelCoverage(model, scored, unscored, partly, none);
    }

    private static IEnumerable<string> Notes(
        ReportCoverage coverage,
        int slots,
        int problems,
        long solutions,
        long selectable
    )
    {
        if (coverage.MissingSamples > 0)
        {
            yield return $"{Of(coverage.ShortProblems, problems, "problem")} {(coverage.ShortProblems == 1 ? "has" : "have")} fewer than {Counted.Of(slots, "sample")}; {Counted.Of(coverage.MissingSamples, "sample")} {Are(coverage.MissingSamples)} missing. A missing sample takes up a slot and cannot be selected."
                + (
                    coverage.EmptyProblems > 0
                        ? $" {Counted.Of(coverage.EmptyProblems, "problem")} without any {(coverage.EmptyProblems == 1 ? "counts" : "count")} as wrong at every N."
                        : ""
                );
        }
        if (coverage.Unselectable > 0)
        {
            yield return $"{Of(coverage.Unselectable, solutions, "sample")} {Are(coverage.Unselectable)} unfinished or without an answer: such a sample takes up a slot, is never selected, and has no vote.";
        }
        foreach (var model in coverage.Models.Where(m => m.Unscored > 0))
        {
            yield return model.Scored == 0
                ? $"{model.Model} has scored none of {Counted.Of(selectable, "sample")} that can be selected, so the report has no strategies with it."
                : $"{model.Model} has no score of {Of(model.Unscored, selectable, "sample")} that can be selected ({Counted.Of(model.PartlyScored, "problem")} scored in part, {model.NotScored.ToString("N0", CultureInfo.InvariantCulture)} not at all). Its strategies never select a sample without a score, and its weighted votes leave it out; majority and pass count it.";
        }
        if (coverage.MissingSamples > 0 || coverage.Unselectable > 0 || coverage.Models.Any(m => m.Unscored > 0))
        {
            yield return "A draw in which nothing can be selected counts as wrong, as in the evaluation of openai/prm800k.";
        }
    }

    private static string Of(long count, long all, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {Counted.Of(all, what)}");

    private static string Are(long count) => count == 1 ? "is" : "are";
}
