using Microsoft.Extensions.Options;
using Platform.DatasetClient;
using Platform.Inference;
using Platform.RemoteScoring;

namespace Platform.Scorer;

/// <summary>Loads the reward model of a version and runs its self-test.</summary>
internal sealed class ModelLoader(
    ModelCache cache,
    RemoteRewardModels remotes,
    IOptions<ScorerOptions> options,
    IHostApplicationLifetime lifetime,
    ILogger<ModelLoader> log
)
{
    public async Task<ScoringModel> Load(string version)
    {
        var directory = await cache.Get(version, lifetime.ApplicationStopping);
        try
        {
            return RemoteRewardModels.IsRemote(directory)
                ? new(null, await Remote(directory, version))
                : new(Local(directory, version), null);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or UnavailableModelException)
        {
            throw new UnusableModelException(e.Message, e);
        }
    }

    private RewardModel Local(string directory, string version)
    {
        var model = RewardModel.Load(directory, new(options.Value.Provider, options.Value.Threads));
        log.Loaded(model.Manifest.Name, version, model.Runs, model.Type);
        if (model.Fallback is { } reason)
        {
            log.Fallback(model.Manifest.Name, reason);
        }

        return model;
    }

    private async Task<RemoteRewardModel> Remote(string directory, string version)
    {
        var model = await remotes.Open(directory, options.Value.RemoteKeys, lifetime.ApplicationStopping);
        log.Opened(model.Manifest.Name, version, model.Endpoint);
        return model;
    }
}
