using Platform.Contracts;

namespace Platform.Cli.Trainings;

/// <summary>What a repeated <c>train</c> does. Repeating an interrupted command is the way to resume it.</summary>
internal static class TrainingResume
{
    /// <summary>The same training, running or else done and current; null: it is to be submitted.</summary>
    public static TrainingStatus? Find(WantedTraining wanted, IEnumerable<TrainingStatus> known)
    {
        var same = known.Where(t => IsSame(wanted, t)).OrderByDescending(t => t.Submitted).ToList();
        return same.Find(t => t.State is TrainingState.Accepted or TrainingState.Running)
            ?? same.Find(t => t is { State: TrainingState.Completed, Current: true });
    }

    private static bool IsSame(WantedTraining wanted, TrainingStatus known) =>
        known.Train == wanted.Train
        && known.Name == wanted.Name
        && known.Pools.SequenceEqual(wanted.Pools)
        && known.Labeller == wanted.Labeller
        && known.Outcome == wanted.Outcome
        && known.Base == wanted.Base
        && known.Recipe == wanted.Recipe;
}
