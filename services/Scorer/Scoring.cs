using Microsoft.Extensions.Options;
using Platform.DatasetClient;
using Platform.RemoteScoring;

namespace Platform.Scorer;

/// <summary>Registers the scorer's services.</summary>
internal static class Scoring
{
    public static WebApplicationBuilder AddScoring(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<ScorerOptions>()
            .Bind(builder.Configuration.GetSection("Scorer"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ScorerOptions>, ProviderIsThere>();
        builder.Services.AddSingleton<ScorerMetrics>();
        builder.Services.AddModelCache(s => s.GetRequiredService<IOptions<ScorerOptions>>().Value.CachePath);
        builder.Services.AddRemoteScoring(s => s.GetRequiredService<IOptions<ScorerOptions>>().Value.Remote);
        builder.Services.AddSingleton<ModelLoader>();
        builder.Services.AddSingleton(s => new LoadedModels<ScoringModel>(
            s.GetRequiredService<ModelLoader>().Load,
            s.GetRequiredService<IOptions<ScorerOptions>>().Value.Models
        ));
        builder.Services.AddSingleton<ComputeLoop>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ComputeLoop>());
        builder.Services.AddSingleton<SolutionScoring>();
        return builder;
    }
}
