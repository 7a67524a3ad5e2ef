using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>Decides whether a submission is accepted.</summary>
internal static class EvaluationAdmission
{
    /// <summary>Returns every reason to reject the submission; empty if it is accepted.</summary>
    /// <param name="request">The submission as read, with its format errors.</param>
    /// <param name="pool">The pool that it names; null if there is no pool of that name.</param>
    /// <param name="models">For each model named, the row it resolves to, or null.</param>
    /// <param name="knownPools">Names of the existing pools.</param>
    /// <param name="knownModels">Names of the existing models.</param>
    /// <param name="labels">What the pool has of what the submission's step options name.</param>
    public static IReadOnlyList<string> Reasons(
        JobRequest request,
        PoolFacts? pool,
        IReadOnlyList<(string Name, ModelRow? Row)> models,
        IReadOnlyList<string> knownPools,
        IReadOnlyList<string> knownModels,
        KnownLabels? labels = null
    )
    {
        var command = (SubmitEvaluation)request.Value;
        var reasons = new List<string>(request.Errors);
        if (command.Pool.Length > 0 && pool is null)
        {
            reasons.Add(
                $"pool: there is no pool '{command.Pool}'; {Known.Choices(knownPools, "import one with ./platform import")}."
            );
        }

        foreach (var (name, row) in models)
        {
            if (row is null)
            {
                reasons.Add(
                    $"models: there is no reward model '{name}'; {Known.Choices(knownModels, "put its directory under models/ and restart")}."
                );
            }
            else if (row.Kind == ModelKind.Language)
            {
                reasons.Add(
                    $"models: '{name}' is a language model: it writes solutions and cannot score them; {Known.Choices(knownModels, "put a reward model's directory under models/ and restart")}."
                );
            }
            else if (row.PoolId is { } owner && owner != pool?.Id)
            {
                reasons.Add(
                    $"models: '{name}' stands for scores that were imported with another pool and cannot score this one."
                );
            }
        }

        foreach (var twice in models.Where(m => m.Row is not null).GroupBy(m => m.Row!.Id).Where(g => g.Count() > 1))
        {
            reasons.Add($"models: '{twice.First().Name}' is named {twice.Count()} times; name it once.");
        }

        if (pool is { Problems: 0 })
        {
            reasons.Add($"pool: '{command.Pool}' has no problems; import some.");
        }
        else if (pool is { Solutions: 0 } && command.Samples is null)
        {
            reasons.Add(
                $"pool: '{command.Pool}' has no solutions; import some, or set samples to have them generated."
            );
        }

        if (pool is { Ungraded: > 0, Rated: false })
        {
            reasons.Add(
                $"pool: {Counted.Of(pool.Ungraded, "solution")} of '{command.Pool}' without a verdict: there is no reference answer; import the problems with an answer, or solutions with a verdict; or label steps, which can be compared without verdicts."
            );
        }
        else if (pool is { WithoutTruth: > 0 } && command.Samples is not null)
        {
            reasons.Add(
                $"samples: {Counted.Of(pool.WithoutTruth, "problem")} of '{command.Pool}' without a reference answer: generated solutions could not be judged."
            );
        }

        reasons.AddRange(Steps(command.Pool, command.Steps ?? new StepOptions(), labels));
        return reasons;
    }

    private static IEnumerable<string> Steps(string pool, StepOptions steps, KnownLabels? labels)
    {
        if (labels is null)
        {
            yield break;
        }

        foreach (var labeller in (steps.Labellers ?? []).Distinct())
        {
            if (!labels.Labellers.Any(l => EvaluationLabels.IsNamed(l, labeller)))
            {
                yield return $"steps.labellers: no step of '{pool}' is rated by '{labeller}'; {Known.Choices(labels.Labellers, "label the pool first with ./platform label")}.";
            }
        }

        if (steps.ThresholdFrom is { } subset && !labels.Subjects.Contains(subset))
        {
            yield return $"steps.thresholdFrom: no problem of '{pool}' has the subject '{subset}'; {Known.Choices(labels.Subjects, "its problems have no subjects: give a threshold instead")}.";
        }
    }
}

/// <summary>What is known about the pool that a submission names.</summary>
/// <param name="Id">Id of its row.</param>
/// <param name="Problems">Problems in it.</param>
/// <param name="Solutions">Solutions in it.</param>
/// <param name="Ungraded">Finished solutions without a verdict.</param>
/// <param name="WithoutTruth">Problems without a reference answer.</param>
/// <param name="Rated">
/// Whether a step of a finished solution is rated; looked up only if there are solutions without a verdict.
/// </param>
internal sealed record PoolFacts(
    long Id,
    long Problems,
    long Solutions,
    long Ungraded,
    long WithoutTruth,
    bool Rated = false
);
