using Microsoft.Extensions.Options;
using Platform.DatasetClient;
using Platform.Inference;

namespace Platform.Scorer;

/// <summary>Loads the reward model of a version and runs its self-test.</summary>
internal sealed class ModelLoader(
    ModelCache cache,
    IOptions<ScorerOptions> options,
    IHostApplicationLifetime lifetime,
    ILogger<ModelLoader> log
)
{
    public async Task<RewardModel> Load(string version)
    {
        var directory = await cache.Get(version, lifetime.ApplicationStopping);
        try
        {
            var model = RewardModel.Load(directory, new(options.Value.Provider, options.Value.Threads));
            log.Loaded(model.Manifest.Name, version, model.Runs, model.Type);
            if (model.Fallback is { } reason)
            {
                log.Fallback(model.Manifest.Name, reason);
            }

            return model;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or UnavailableModelException)
        {
            throw new UnusableModelException(e.Message, e);
        }
    }
}
