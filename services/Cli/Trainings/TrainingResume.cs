using Platform.Contracts;

namespace Platform.Cli.Trainings;

/// <summary>Decides what a repeated <c>train</c> does. Repeating an interrupted command resumes it.</summary>
internal static class TrainingResume
{
    /// <summary>Finds the same training, running or otherwise completed; null if it has to be submitted.</summary>
    public static TrainingStatus? Find(WantedTraining wanted, IEnumerable<TrainingStatus> known)
    {
        var same = known.Where(t => IsSame(wanted, t)).OrderByDescending(t => t.Submitted).ToList();
        return same.Find(t => t.State is JobState.Accepted or JobState.Running)
            ?? same.Find(t => t.State == JobState.Completed);
    }

    /// <summary>True if the training set and the base model are unchanged, so that the same model would result.</summary>
    public static async Task<bool> IsCurrent(
        DatasetConnection dataset,
        TrainingStatus done,
        CancellationToken cancellationToken
    )
    {
        var set = await dataset.Ask(api => api.GetTrainingSetNow(done.Id, cancellationToken), cancellationToken);
        if (set.Sha256 != done.TrainingSet)
        {
            return false;
        }

        return done.Base is not { } name
            || (
                await dataset.Ask(api => api.GetModel(name, cancellationToken: cancellationToken), cancellationToken)
            ).Version == done.BaseVersion;
    }

    private static bool IsSame(WantedTraining wanted, TrainingStatus known) =>
        known.Train == wanted.Train
        && known.Name == wanted.Name
        && known.Pools.SequenceEqual(wanted.Pools)
        && known.Labeller == wanted.Labeller
        && known.Outcome == wanted.Outcome
        && known.Base == wanted.Base
        && (known.Selections ?? []).SequenceEqual(wanted.Selections)
        && (known.NotIn ?? []).SequenceEqual(wanted.NotIn)
        && known.Recipe == wanted.Recipe;
}
