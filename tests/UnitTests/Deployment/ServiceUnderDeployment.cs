using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Dataset;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;
using Platform.DatasetClient;
using Platform.Gateway;
using Platform.Gateway.Settings;
using Platform.Generator;
using Platform.Scorer;
using Platform.Selector;
using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Access;
using Platform.Trainer;
using Platform.Workbench;
using Platform.Workbench.Settings;

namespace Platform.UnitTests.Deployment;

/// <summary>A service as composed by its Program.cs, and the configuration keys that it reads in the process.</summary>
/// <param name="Name">As in the image's <c>SERVICE</c>.</param>
/// <param name="Options">The options class of its section, which has the service's name.</param>
/// <param name="Consumer">
/// Consumer of the queue that the service takes its work from; null if the service is not scaled.
/// </param>
/// <param name="Compose">Everything up to <c>Build</c>.</param>
internal sealed record ServiceUnderDeployment(
    string Name,
    Type Options,
    Type? Consumer,
    Action<WebApplicationBuilder> Compose
)
{
    public static IReadOnlyList<ServiceUnderDeployment> All { get; } =
    [
        new(
            "Dataset",
            typeof(DatasetOptions),
            null,
            builder =>
            {
                builder.AddDatabase();
                builder.AddDataset();
            }
        ),
        new(
            "Gateway",
            typeof(GatewayOptions),
            null,
            builder =>
            {
                builder.Services.AddDatasetApi(builder.Configuration);
                builder.AddGateway();
                builder.AddMessaging("gateway", _ => { });
            }
        ),
        new(
            "Generator",
            typeof(GeneratorOptions),
            typeof(GenerateSolutionsConsumer),
            builder =>
            {
                builder.Services.AddDatasetApi(builder.Configuration);
                builder.AddGeneration();
                builder.AddMessaging("generator", x => x.AddConsumer<GenerateSolutionsConsumer>());
            }
        ),
        new(
            "Scorer",
            typeof(ScorerOptions),
            typeof(ScoreSolutionsConsumer),
            builder =>
            {
                builder.Services.AddDatasetApi(builder.Configuration);
                builder.AddScoring();
                builder.AddMessaging("scorer", x => x.AddConsumer<ScoreSolutionsConsumer>());
            }
        ),
        new(
            "Selector",
            typeof(SelectorOptions),
            typeof(BuildReportConsumer),
            builder =>
            {
                builder.Services.AddDatasetApi(builder.Configuration);
                builder.Services.AddOptions<SelectorOptions>().BindConfiguration("Selector").ValidateDataAnnotations();
                builder.AddMessaging("selector", x => x.AddConsumer<BuildReportConsumer>());
            }
        ),
        new(
            "Trainer",
            typeof(TrainerOptions),
            typeof(RunTrainingConsumer),
            builder =>
            {
                builder.Services.AddDatasetApi(builder.Configuration);
                builder.AddMessaging("trainer", x => x.AddConsumer<RunTrainingConsumer>());
                builder.AddTraining();
            }
        ),
        new(
            "Workbench",
            typeof(WorkbenchOptions),
            null,
            builder =>
            {
                builder.Services.AddDatasetApi(builder.Configuration);
                builder.AddWorkbench();
            }
        ),
    ];

    /// <summary>The name in compose.yaml and in the names of the Kubernetes objects.</summary>
    public string Lower => Name.ToLowerInvariant();

    /// <summary>The name of the queue that the bus gives the consumer.</summary>
    public string Queue
    {
        get
        {
            var names = new KebabCaseEndpointNameFormatter(Lower, false);
            return (string)
                typeof(IEndpointNameFormatter)
                    .GetMethod(nameof(IEndpointNameFormatter.Consumer))!
                    .MakeGenericMethod(Consumer!)
                    .Invoke(names, null)!;
        }
    }

    public static ServiceUnderDeployment Of(string name) =>
        All.Single(service => name == service.Name || name == service.Lower);

    /// <summary>Composes the service with only these settings; fails as the service would at startup.</summary>
    /// <returns>The keys that were read, with <c>__</c> for <c>:</c>.</returns>
    public IReadOnlySet<string> Ask(IReadOnlyDictionary<string, string> settings)
    {
        var (builder, recorder) = Builder(settings);
        Compose(builder);
        using var services = builder.Services.BuildServiceProvider();
        var options = services.GetRequiredService(typeof(IOptions<>).MakeGenericType(Options));
        options.GetType().GetProperty(nameof(IOptions<object>.Value))!.GetValue(options);
        Assert.NotEmpty(services.GetRequiredService<IOptions<AccessOptions>>().Value.Credential);
        return recorder.Asked;
    }

    /// <summary>Returns the paths of the health endpoints.</summary>
    public static IReadOnlyList<string> HealthPaths()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        return
        [
            .. ((IEndpointRouteBuilder)app)
                .DataSources.SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Select(endpoint => endpoint.RoutePattern.RawText!),
        ];
    }

    private static (WebApplicationBuilder, Recorder) Builder(IReadOnlyDictionary<string, string> settings)
    {
        var builder = WebApplication.CreateBuilder();
        var recorder = new Recorder(settings);
        builder.Configuration.Sources.Clear();
        ((IConfigurationBuilder)builder.Configuration).Add(recorder);
        builder.AddServiceDefaults();
        return (builder, recorder);
    }

    private sealed class Recorder : ConfigurationProvider, IConfigurationSource
    {
        private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

        public Recorder(IReadOnlyDictionary<string, string> settings)
        {
            foreach (var (name, value) in settings)
            {
                Data[name.Replace("__", ":", StringComparison.Ordinal)] = value;
            }
        }

        public IReadOnlySet<string> Asked => _asked;

        public override bool TryGet(string key, out string? value)
        {
            _asked.Add(key.Replace(":", "__", StringComparison.Ordinal));
            return base.TryGet(key, out value);
        }

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;
    }
}
