using Platform.Dataset.Evaluations;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labels;
using Platform.Dataset.Models;
using Platform.Dataset.Pools;
using Platform.Dataset.Trainings;

namespace Platform.Dataset;

/// <summary>What Dataset is made of.</summary>
internal static class Composition
{
    public static WebApplicationBuilder AddDataset(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<DatasetOptions>()
            .Bind(builder.Configuration.GetSection("Dataset"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        // A pool is uploaded as one body of any size.
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = null;
            k.Limits.MinRequestBodyDataRate = null;
        });
        builder.Services.AddOpenApi();
        builder.Services.AddSingleton<EndpointsFile>();
        builder.Services.AddSingleton<FileStore>();
        builder.Services.AddSingleton<PoolWriter>();
        builder.Services.AddSingleton<Regrading>();
        builder.Services.AddSingleton<PoolExport>();
        builder.Services.AddSingleton<Labelling>();
        builder.Services.AddSingleton<QueueDepth>();
        builder.Services.AddSingleton<Wake>();
        builder.Services.AddSingleton<DispatcherPause>();
        builder.Services.AddSingleton<Backlog>();
        builder.Services.AddHostedService<DatasetMetrics>();
        builder.Services.AddSingleton<Stages>();
        builder.Services.AddSingleton<ResultStore>();
        builder.Services.AddSingleton<EvaluationViews>();
        builder.Services.AddSingleton<EvaluationColumnReader>();
        builder.Services.AddScoped<ModelRegistry>();
        builder.Services.AddScoped<Submissions>();
        builder.Services.AddHostedService<Dispatcher>();
        builder.Services.AddKeyedSingleton<Wake>(TrainingMessaging.Wake);
        builder.Services.AddSingleton<TrainingSets>();
        builder.Services.AddSingleton<TrainingStore>();
        builder.Services.AddSingleton<TrainingViews>();
        builder.Services.AddScoped<TrainingSubmissions>();
        builder.Services.AddHostedService<TrainingDispatcher>();
        return builder;
    }

    public static async Task RegisterModelsAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ModelRegistry>().Scan(cancellationToken);
    }

    public static void WriteEndpointsFileWhenStarted(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() =>
            _ = app.Services.GetRequiredService<EndpointsFile>().Write(CancellationToken.None)
        );
}
