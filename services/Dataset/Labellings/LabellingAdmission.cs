using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Labellings;

/// <summary>Decides whether a labelling is accepted.</summary>
internal static class LabellingAdmission
{
    /// <summary>Returns every reason to reject the submission; empty if it is accepted.</summary>
    public static IReadOnlyList<string> Reasons(JobRequest request, LabellingFacts facts)
    {
        var command = (SubmitLabelling)request.Value;
        var reasons = new List<string>(request.Errors);
        if (command.Pool is not null && command.Selection is null && facts.Target is null)
        {
            reasons.Add(
                $"pool: there is no pool '{command.Pool}'; {Known.Choices(facts.KnownPools, "import one with ./platform import")}."
            );
        }
        else if (command.Selection is { } selection && facts.Target is null)
        {
            reasons.Add($"selection: there is no selection {selection}; ./platform selections lists them.");
        }
        else if (facts.Target is { Selected: false } unready)
        {
            reasons.Add(
                $"selection: {command.Selection} is {unready.State}, and only a completed selection can be labelled; wait for it, or choose another."
            );
        }
        else if (facts.Target is { Solutions: 0 })
        {
            reasons.Add("pool: there are no solutions to label; import some, or have them generated.");
        }

        if (command.Controls > 0 && facts.Target is { Solutions: > 0 } && facts.Controls == 0)
        {
            reasons.Add(
                "controls: there is no gold solution outside of what is labelled and of the screening; make some with ./platform gold POOL, or leave controls out."
            );
        }

        if (Supervisor.IsRollouts(command.By) && facts.Model is { Kind: not ModelKind.Language } scoring)
        {
            reasons.Add(
                $"by: '{scoring.Name}' is a reward model: it writes nothing; name a language model, such as one from ./platform models."
            );
        }

        if (Supervisor.IsRollouts(command.By) && facts.Target is { Solutions: > 0, Answered: false })
        {
            reasons.Add(
                $"by: no problem of '{facts.Target.PoolName}' has a reference answer, with which completions are graded; import the problems with their answers."
            );
        }

        if (Supervisor.IsModel(command.By) && Model(command, facts) is { } reason)
        {
            reasons.Add(reason);
        }

        return reasons;
    }

    private static string? Model(SubmitLabelling command, LabellingFacts facts)
    {
        var name = Supervisor.Model(command.By);
        var choices = Known.Choices(facts.KnownModels, "train one with ./platform train process");
        return facts.Model?.Kind switch
        {
            ModelKind.Process => null,
            null => $"by: there is no process model '{name}'; {choices}.",
            var kind =>
                $"by: '{name}' is {(kind == ModelKind.Outcome ? "an outcome model: it gives no probability for a step" : "a language model: it scores nothing")}; {choices}.",
        };
    }
}

/// <summary>What is known about the objects that a labelling names.</summary>
/// <param name="Target">What is labelled; null if it does not exist.</param>
/// <param name="Model">The supervising model; null if none is named, or it does not exist.</param>
/// <param name="KnownPools">Names of the existing pools.</param>
/// <param name="KnownModels">Names of the existing process models.</param>
/// <param name="Controls">Gold solutions that can be hidden controls.</param>
internal sealed record LabellingFacts(
    LabellingTarget? Target,
    ModelRow? Model,
    IReadOnlyList<string> KnownPools,
    IReadOnlyList<string> KnownModels,
    int Controls = 0
);

/// <summary>What is labelled.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="PoolName">Its name.</param>
/// <param name="Generation">Generation of the labels.</param>
/// <param name="Solutions">Number of solutions.</param>
/// <param name="Selected">False for a selection that is not completed.</param>
/// <param name="State">State of the selection's job; null for a pool.</param>
/// <param name="Answered">Whether a problem of the pool has a reference answer.</param>
internal sealed record LabellingTarget(
    long PoolId,
    string PoolName,
    int Generation,
    int Solutions,
    bool Selected,
    string? State,
    bool Answered = true
);
