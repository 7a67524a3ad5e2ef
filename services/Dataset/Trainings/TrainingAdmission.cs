using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Trainings;

/// <summary>Decides whether a training is accepted.</summary>
internal static class TrainingAdmission
{
    /// <summary>Returns every reason to reject the submission; empty if it is accepted.</summary>
    public static IReadOnlyList<string> Reasons(JobRequest request, TrainingFacts facts)
    {
        var job = (TrainingJob)request.Value;
        var reasons = new List<string>(request.Errors);
        reasons.AddRange(
            facts.Missing.Select(pool =>
                $"pools: there is no pool '{pool}'; {Known.Choices(facts.KnownPools, "import one with ./platform import")}."
            )
        );
        reasons.AddRange(
            facts.MissingNotIn.Select(pool =>
                $"notIn: there is no pool '{pool}'; {Known.Choices(facts.KnownPools, "import its problems with ./platform import")}."
            )
        );
        reasons.AddRange(
            facts.WrongSelections.Select(id =>
                $"selections: {id} is no completed selection of these pools; ./platform selections lists them."
            )
        );
        if (facts.Examples == 0 && facts.WrongSelections.Count == 0)
        {
            reasons.Add(NothingToLearn(job, facts.Material));
        }

        if (job.Base is { } name && facts.Base is null)
        {
            reasons.Add(
                $"base: there is no model '{name}'; {Known.Choices(facts.KnownModels, "leave it out for random initialisation")}."
            );
        }

        return reasons;
    }

    private static string NothingToLearn(TrainingJob job, TrainingMaterial there)
    {
        var pools =
            (job.Selections.Count == 0 ? "" : "these selections of ")
            + string.Join(", ", job.Pools.Select(p => $"'{p}'"))
            + (
                job.NotIn.Count == 0
                    ? ""
                    : $" without the problems of {string.Join(", ", job.NotIn.Select(p => $"'{p}'"))}"
            );
        return job.Train switch
        {
            Objective.Process =>
                $"labeller: no step in {pools} is rated by '{job.Labeller ?? Labellers.File}'. {there} Name one of these labellers, import solutions with labels, or run ./platform label.",
            Objective.Outcome when job.Outcome is { } judge =>
                $"outcome: no solution in {pools} is judged by '{judge}'. {there} Name a labeller with verdicts, or leave it out for the grading of the final answer.",
            Objective.Outcome =>
                $"pools: no solution in {pools} has a verdict. {there} Import solutions of problems with a reference answer, or name a labeller with verdicts as outcome.",
            _ =>
                $"pools: no solution in {pools} is right: a language model learns from solutions whose answer is right, or whose steps are all labelled and none wrong. {there} With the recipe's solutions 'all' it learns from every solution.",
        };
    }
}

/// <summary>What is known about the objects that a training names.</summary>
/// <param name="KnownPools">Names of the existing pools.</param>
/// <param name="Missing">Named pools that do not exist.</param>
/// <param name="Examples">Number of solutions to train on; null if it cannot be determined.</param>
/// <param name="Material">What the pools have; loaded only if there is nothing to train on.</param>
/// <param name="Base">The base model; null if the request names no model or an unknown one.</param>
/// <param name="KnownModels">Names of the existing models.</param>
/// <param name="WrongSelections">Named selections that are not completed selections of the pools.</param>
/// <param name="MissingNotIn">Pools of <c>notIn</c> that do not exist.</param>
internal sealed record TrainingFacts(
    IReadOnlyList<string> KnownPools,
    IReadOnlyList<string> Missing,
    int? Examples,
    TrainingMaterial Material,
    ModelRow? Base,
    IReadOnlyList<string> KnownModels,
    IReadOnlyList<Guid> WrongSelections,
    IReadOnlyList<string> MissingNotIn
);
