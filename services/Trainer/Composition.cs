using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.ServiceDefaults;
using Platform.Training;

namespace Platform.Trainer;

/// <summary>What computes: <see cref="ModelTrainer.Train"/>.</summary>
internal delegate string Train(
    TrainingPlan plan,
    Action<TrainingProgress> progress,
    CancellationToken cancellationToken
);

/// <summary>What a trainer is made of.</summary>
internal static class Composition
{
    public static WebApplicationBuilder AddTraining(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<TrainerOptions>()
            .Bind(builder.Configuration.GetSection("Trainer"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<TrainerOptions>, ProviderIsThere>();
        builder.Services.AddModelCache(s => s.GetRequiredService<IOptions<TrainerOptions>>().Value.CachePath);
        builder.Services.AddSingleton<Train>(ModelTrainer.Train);
        builder.Services.AddSingleton<TrainerMetrics>();
        builder.Services.AddSingleton<DatasetPatience>();
        builder.Services.AddSingleton<Inputs>();
        builder.Services.AddSingleton<Publication>();
        builder.Services.AddSingleton<TrainingRun>();
        // After the bus, so that it stops before it: what it lets go of must still be said.
        builder.Services.AddSingleton<TrainingRunner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TrainingRunner>());
        return builder;
    }
}
