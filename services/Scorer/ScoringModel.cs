using Platform.Inference;
using Platform.RemoteScoring;

namespace Platform.Scorer;

/// <summary>A reward model that is loaded: in this process, or behind a server. Exactly one of the two is present.</summary>
/// <param name="Local">Runs in the compute loop.</param>
/// <param name="Remote">Runs elsewhere.</param>
internal sealed record ScoringModel(RewardModel? Local, RemoteRewardModel? Remote) : IDisposable
{
    public void Dispose()
    {
        Local?.Dispose();
        Remote?.Dispose();
    }
}
