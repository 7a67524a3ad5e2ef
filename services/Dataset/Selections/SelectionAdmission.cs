using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Selections;

/// <summary>Decides whether a selection is accepted.</summary>
internal static class SelectionAdmission
{
    /// <summary>Returns every reason to reject the submission; empty if it is accepted.</summary>
    public static IReadOnlyList<string> Reasons(JobRequest request, SelectionFacts facts)
    {
        var command = (SubmitSelection)request.Value;
        var reasons = new List<string>(request.Errors);
        if (command.Pool.Length > 0 && facts.Pool is null)
        {
            reasons.Add(
                $"pool: there is no pool '{command.Pool}'; {Known.Choices(facts.KnownPools, "import one with ./platform import")}."
            );
        }
        else if (facts.Pool is { Solutions: 0 })
        {
            reasons.Add(
                $"pool: '{command.Pool}' has no solutions; import some, or have them generated with ./platform evaluate --samples."
            );
        }
        else if (facts.Pool is { Judged: 0 } && NeedsVerdicts(command))
        {
            reasons.Add(
                $"pool: no solution of '{command.Pool}' has a verdict, so none is known to be right or wrong; import the problems with an answer, or choose the policy uniform or uncertain."
            );
        }

        reasons.AddRange(Models(command, facts));
        reasons.AddRange(Problems("exclude", command.Exclude, command, facts));
        reasons.AddRange(Problems("controls", command.Controls, command, facts));
        if (command.SkipLabelledBy is { Length: 0 })
        {
            reasons.Add("skipLabelledBy: the name is empty; give the name of a labeller, 'anyone' or 'nobody'.");
        }

        return reasons;
    }

    private static bool NeedsVerdicts(SubmitSelection command) =>
        command.Policy is SelectionPolicy.ConvincingWrong or SelectionPolicy.Mixed || command.RightShare > 0;

    private static IEnumerable<string> Models(SubmitSelection command, SelectionFacts facts)
    {
        var choices = Known.Choices(facts.KnownModels, "put its directory under models/ and restart");
        foreach (var (name, row) in facts.Models)
        {
            if (row is null)
            {
                yield return $"models: there is no reward model '{name}'; {choices}.";
            }
            else if (row.Kind == ModelKind.Language)
            {
                yield return $"models: '{name}' is a language model: it writes solutions and cannot score them; {choices}.";
            }
            else if (row.Kind == ModelKind.Outcome && command.Aggregation is not null)
            {
                yield return $"aggregation: '{name}' scores whole solutions, which have no steps to aggregate; leave it out.";
            }
            else if (
                row.Kind == ModelKind.Outcome
                && command.Policy == SelectionPolicy.Uncertain
                && facts.Models.Count == 1
            )
            {
                yield return $"models: '{name}' scores whole solutions, and the policy uncertain measures the entropy of steps; name a process model, or several models.";
            }
        }

        if (facts.Models.Count > 1 && command.Policy != SelectionPolicy.Uncertain)
        {
            yield return $"models: {facts.Models.Count} models are named; only the policy uncertain compares models: name one.";
        }

        foreach (
            var twice in facts.Models.Where(m => m.Row is not null).GroupBy(m => m.Row!.Id).Where(g => g.Count() > 1)
        )
        {
            yield return $"models: '{twice.First().Name}' is named {twice.Count()} times; name it once.";
        }
    }

    private static IEnumerable<string> Problems(
        string field,
        IReadOnlyList<string>? pools,
        SubmitSelection command,
        SelectionFacts facts
    )
    {
        foreach (var name in pools ?? [])
        {
            if (!facts.KnownPools.Contains(name))
            {
                yield return $"{field}: there is no pool '{name}'; {Known.Choices(facts.KnownPools, "import one with ./platform import")}.";
            }
            else if (name == command.Pool)
            {
                yield return $"{field}: '{name}' is the pool to select from, so nothing would remain; name other pools.";
            }
        }
    }
}

/// <summary>What is known about the objects that a selection names.</summary>
/// <param name="Pool">The pool; null if there is no pool of that name.</param>
/// <param name="Models">For each model named, the row it resolves to, or null.</param>
/// <param name="KnownPools">Names of the existing pools.</param>
/// <param name="KnownModels">Names of the existing reward models.</param>
/// <param name="Generation">The next generation of the pool.</param>
internal sealed record SelectionFacts(
    SelectionPool? Pool,
    IReadOnlyList<(string Name, ModelRow? Row)> Models,
    IReadOnlyList<string> KnownPools,
    IReadOnlyList<string> KnownModels,
    int Generation
);

/// <summary>The pool that a selection names.</summary>
/// <param name="Id">Id of its row.</param>
/// <param name="Solutions">Solutions in it.</param>
/// <param name="Judged">Solutions with a verdict.</param>
internal sealed record SelectionPool(long Id, long Solutions, long Judged);
