using Platform.Dataset.Accounts;
using Platform.Dataset.Api;
using Platform.Dataset.Browsing;
using Platform.Dataset.Evaluations;
using Platform.Dataset.Experiments;
using Platform.Dataset.Exports;
using Platform.Dataset.Generations;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labellings;
using Platform.Dataset.Labels;
using Platform.Dataset.Models;
using Platform.Dataset.Plans;
using Platform.Dataset.Pools;
using Platform.Dataset.Quality;
using Platform.Dataset.Rounds;
using Platform.Dataset.Searches;
using Platform.Dataset.Selections;
using Platform.Dataset.Settings;
using Platform.Dataset.Tokens;
using Platform.Dataset.Trainings;
using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Access;

namespace Platform.Dataset;

/// <summary>Composes the Dataset service.</summary>
internal static class Composition
{
    public static WebApplicationBuilder AddDataset(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<DatasetOptions>()
            .BindConfiguration("Dataset")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        // A pool is uploaded as one body of any size.
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = null;
            k.Limits.MinRequestBodyDataRate = null;
        });
        builder
            .Services.AddOpenApi()
            .AddSingleton<EndpointsFile>()
            .AddSingleton<FileStore>()
            .AddSingleton<PartialFiles>()
            .AddSingleton<PoolWriter>()
            .AddSingleton<Regrading>()
            .AddSingleton<PoolExport>()
            .AddSingleton<Labelling>()
            .AddSingleton<ProblemViews>()
            .AddSingleton<AccountStore>()
            .AddSingleton<TokenStore>()
            .AddSingleton<UsageStore>()
            .AddSingleton<IAccessTokens>(s => s.GetRequiredService<TokenStore>())
            .AddScoped<ModelRegistry>()
            .AddJobEngine()
            .AddEvaluations()
            .AddTrainings()
            .AddSelections()
            .AddLabellings()
            .AddSearches()
            .AddSingleton<PlanEstimates>()
            .AddExperiments()
            .AddGenerations();
        return builder.AddMessaging(
            "dataset",
            bus =>
            {
                bus.AddJobEngine();
                bus.AddEvaluations();
                bus.AddTrainings();
                bus.AddSelections();
                bus.AddLabellings();
                bus.AddSearches();
                bus.AddExperiments();
                bus.AddGenerations();
            },
            (_, bus) =>
            {
                // Work published before the first worker has started must wait in its queue, and a client in any language
                // must find the exchanges of the events before the first event is published.
                bus.DeployPublishTopology = true;
                bus.DeclareEvaluations();
                bus.DeclareTrainings();
                bus.DeclareSelections();
                bus.DeclareLabellings();
                bus.DeclareSearches();
                bus.DeclareExperiments();
                bus.DeclareGenerations();
            }
        );
    }

    public static WebApplication MapDataset(this WebApplication app) =>
        app.MapApiReference()
            .MapSchemas()
            .MapPools()
            .MapExports()
            .MapLabels()
            .MapModels()
            .MapJobs()
            .MapEvaluations()
            .MapPicks()
            .MapTrainings()
            .MapSelections()
            .MapLabellings()
            .MapSearches()
            .MapExperiments()
            .MapGenerations()
            .MapRounds()
            .MapGold()
            .MapLabellers()
            .MapBrowsing()
            .MapTokens()
            .MapUsage()
            .MapAccounts();

    public static async Task RegisterModelsAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        app.Services.GetRequiredService<PartialFiles>().Sweep();
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ModelRegistry>().Scan(cancellationToken);
    }

    public static void WriteEndpointsFileWhenStarted(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() =>
            _ = app.Services.GetRequiredService<EndpointsFile>().Write(CancellationToken.None)
        );
}
