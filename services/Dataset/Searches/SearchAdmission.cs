using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Searches;

/// <summary>Decides whether a search is accepted.</summary>
internal static class SearchAdmission
{
    /// <summary>Returns every reason to reject the submission; empty if it is accepted.</summary>
    public static IReadOnlyList<string> Reasons(JobRequest request, SearchFacts facts)
    {
        var command = (SubmitSearch)request.Value;
        var reasons = new List<string>(request.Errors);
        if (command.Pool.Length > 0 && facts.Pool is null)
        {
            reasons.Add(
                $"pool: there is no pool '{command.Pool}'; {Known.Choices(facts.KnownPools, "import one with ./platform import")}."
            );
        }
        else if (facts.Pool is { Problems: 0 })
        {
            reasons.Add($"pool: '{command.Pool}' has no problems; import some with ./platform import.");
        }

        if (command.Name.Length > 0 && !Names.IsValid(command.Name))
        {
            reasons.Add($"name: '{command.Name}' is no name for a pool: {Names.Rule}.");
        }
        else if (facts.KnownPools.Contains(command.Name))
        {
            reasons.Add(
                $"name: there is a pool '{command.Name}' already, and a search makes a new one; choose another name."
            );
        }

        reasons.AddRange(Model(command, facts));
        foreach (string name in (command.Against ?? []).Distinct())
        {
            if (!facts.Comparable.Contains(name))
            {
                reasons.Add(
                    $"against: no completed search on '{command.Pool}' has made the pool '{name}'; {Known.Choices(facts.Comparable, "run a search on it with the strategy best-of-n first")}."
                );
            }
        }

        return reasons;
    }

    private static IEnumerable<string> Model(SubmitSearch command, SearchFacts facts)
    {
        var choices = Known.Choices(facts.KnownModels, "put its directory under models/ and restart");
        if (command.Model.Length > 0 && facts.Model is null)
        {
            yield return $"model: there is no reward model '{command.Model}'; {choices}.";
        }
        else if (facts.Model is { Kind: ModelKind.Language })
        {
            yield return $"model: '{command.Model}' is a language model: it writes steps and cannot score them; {choices}.";
        }
        else if (facts.Model is { PoolId: not null })
        {
            yield return $"model: the scores of '{command.Model}' were imported and it cannot score steps; {choices}.";
        }
        else if (facts.Model is { Kind: ModelKind.Outcome } && command.Aggregation is not null)
        {
            yield return $"aggregation: '{command.Model}' gives one score for a whole text, so there is nothing to aggregate; leave it out.";
        }
    }
}

/// <summary>What is known about the objects that a search names.</summary>
/// <param name="Pool">The pool; null if there is no pool of that name.</param>
/// <param name="Model">The model that the name resolves to; null for an unknown name.</param>
/// <param name="KnownPools">Names of the existing pools.</param>
/// <param name="KnownModels">Names of the existing reward models.</param>
/// <param name="Comparable">Names of the pools that completed searches on the same pool have made.</param>
internal sealed record SearchFacts(
    SearchPool? Pool,
    ModelRow? Model,
    IReadOnlyList<string> KnownPools,
    IReadOnlyList<string> KnownModels,
    IReadOnlyList<string> Comparable
);

/// <summary>The pool that a search names.</summary>
/// <param name="Id">Id of its row.</param>
/// <param name="Problems">Problems in it.</param>
internal sealed record SearchPool(long Id, long Problems);
