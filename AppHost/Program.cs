using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);
var settings = builder.Configuration;

// What runs keeps its files in one folder: databases, model files, caches, addresses.
string repository = Path.GetFullPath("..", builder.AppHostDirectory);
string run = Path.GetFullPath(settings["RunDirectory"] ?? ".run", repository);
int scorers = Math.Max(1, settings.GetValue("Scorers", 1));

// "chunk" scores every message by itself: the last bits of a score no longer depend on what else was waiting.
string batching = settings["Batching"] ?? "waiting";
int threads = batching == "chunk" ? 1 : Math.Max(1, Environment.ProcessorCount / scorers);

var user = builder.AddParameter("server-user", settings["Parameters:server-user"] ?? "platform");
var postgresPassword = builder.AddParameter("postgres-password", Password(), secret: true, persist: true);
var rabbitPassword = builder.AddParameter("rabbitmq-password", Password(), secret: true, persist: true);

var platform = builder.AddPostgres("postgres", user, postgresPassword).WithDataVolume().AddDatabase("platform");

// A delivery may be held for a day (a slow completion server), not the broker's half hour.
var rabbitmq = builder
    .AddRabbitMQ("rabbitmq", user, rabbitPassword)
    .WithManagementPlugin()
    .WithDataVolume()
    .WithEnvironment("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-rabbit consumer_timeout 86400000");

var dataset = builder
    .AddProject<Projects.Dataset>("dataset", launchProfileName: null)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(platform)
    .WithReference(rabbitmq)
    .WaitFor(platform)
    .WaitFor(rabbitmq);
dataset
    .WithEnvironment("Dataset__ModelsPath", Path.Combine(repository, "models"))
    .WithEnvironment("Dataset__FilesPath", Path.Combine(run, "files"))
    .WithEnvironment("Dataset__EndpointsFile", Path.Combine(run, "platform.json"))
    .WithEnvironment("Dataset__PublicUrl", dataset.GetEndpoint("http"))
    // An import's rows live for one batch: in a nursery of 64 MiB they die before anybody has to copy them.
    .WithEnvironment("DOTNET_GCgen0size", "0x4000000");

var generator = builder
    .AddProject<Projects.Generator>("generator", launchProfileName: null)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(rabbitmq)
    .WithReference(dataset)
    .WithEnvironment("Generator__Provider", settings["Provider"] ?? "auto")
    .WithEnvironment("Generator__Batching", batching)
    .WithEnvironment("Generator__Threads", batching == "chunk" ? "1" : "0")
    .WithEnvironment("Generator__CachePath", Path.Combine(run, "model-cache"))
    .WaitFor(rabbitmq)
    .WaitFor(dataset);

var scorer = builder
    .AddProject<Projects.Scorer>("scorer", launchProfileName: null)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(rabbitmq)
    .WithReference(dataset)
    .WithReplicas(scorers)
    .WithEnvironment("Scorer__Provider", settings["Provider"] ?? "auto")
    .WithEnvironment("Scorer__Batching", batching)
    .WithEnvironment("Scorer__Threads", threads.ToString())
    .WithEnvironment("Scorer__CachePath", Path.Combine(run, "model-cache"))
    .WaitFor(rabbitmq)
    .WaitFor(dataset);

var selector = builder
    .AddProject<Projects.Selector>("selector", launchProfileName: null)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(rabbitmq)
    .WithReference(dataset)
    .WaitFor(rabbitmq)
    .WaitFor(dataset);

var trainer = builder
    .AddProject<Projects.Trainer>("trainer", launchProfileName: null)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(rabbitmq)
    .WithReference(dataset)
    .WithEnvironment("Trainer__Path", Path.Combine(run, "trainings"))
    .WithEnvironment("Trainer__CachePath", Path.Combine(run, "model-cache"))
    .WaitFor(rabbitmq)
    .WaitFor(dataset);

PassSettings(dataset, "Dataset");
PassSettings(generator, "Generator");
PassSettings(scorer, "Scorer");
PassSettings(selector, "Selector");
PassSettings(trainer, "Trainer");

builder.Build().Run();

static GenerateParameterDefault Password() => new() { MinLength = 22, Special = false };

// A service's own settings may stand in the AppHost's configuration too: --Generator:BaseAddress=http://... and so on.
void PassSettings(IResourceBuilder<ProjectResource> service, string section)
{
    foreach (var (key, value) in settings.GetSection(section).AsEnumerable())
    {
        if (value is not null)
        {
            service.WithEnvironment(key.Replace(":", "__"), value);
        }
    }
}
