using Microsoft.Extensions.Options;
using Platform.DatasetClient;

namespace Platform.Generator;

/// <summary>Registers the generator's services.</summary>
internal static class Generating
{
    /// <summary>Requires Dataset's API client.</summary>
    public static WebApplicationBuilder AddGeneration(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<GeneratorOptions>()
            .BindConfiguration("Generator")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.AddCompletionServer();
        builder.Services.AddModelCache(s => s.GetRequiredService<IOptions<GeneratorOptions>>().Value.CachePath);
        builder.Services.AddSingleton<GeneratorMetrics>();
        builder.Services.AddSingleton<InteractiveRequests>();
        builder.Services.AddSingleton<LocalModels>();
        builder.Services.AddSingleton<LocalSampler>();
        builder.Services.AddSingleton<LocalSteps>();
        builder.Services.AddTransient<Generation>();
        return builder;
    }
}
