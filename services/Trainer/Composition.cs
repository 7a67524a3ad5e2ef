using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Training;

namespace Platform.Trainer;

/// <summary>Registers the trainer's services.</summary>
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
        builder.Services.AddSingleton<TrainingRun>();
        // Registered after the bus so that it stops first: the release of its training must still be published.
        builder.Services.AddSingleton<TrainingRunner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TrainingRunner>());
        return builder;
    }
}

/// <summary>The computation: <see cref="ModelTrainer.Train"/>.</summary>
internal delegate string Train(
    TrainingPlan plan,
    Action<TrainingProgress> progress,
    CancellationToken cancellationToken
);
