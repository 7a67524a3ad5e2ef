using Microsoft.Extensions.Options;
using Platform.Inference;
using Platform.ServiceDefaults;

namespace Platform.Scorer;

/// <summary>From a version to a reward model that has proved itself.</summary>
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
            log.Loaded(model.Manifest.Name, version, model.Runs);
            return model;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new UnusableModelException(e.Message, e);
        }
    }
}
