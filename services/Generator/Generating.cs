using Microsoft.Extensions.Options;
using Platform.ServiceDefaults;

namespace Platform.Generator;

/// <summary>What a generator is made of.</summary>
internal static class Generating
{
    /// <summary>Needs Dataset's API.</summary>
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
        builder.Services.AddSingleton<LocalModels>();
        builder.Services.AddSingleton<LocalSampler>();
        builder.Services.AddTransient<Generation>();
        return builder;
    }
}
