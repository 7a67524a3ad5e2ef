using Microsoft.Extensions.Configuration;
using Platform.AppHost;
using Platform.AppHost.Running;
using Platform.AppHost.Servers;

try
{
    var builder = DistributedApplication.CreateBuilder(Settings.Options(args));
    var settings = builder.Configuration;
    string repository = Path.GetFullPath("..", builder.AppHostDirectory);
    var run = await builder.AddRunning(Path.GetFullPath(settings["RunDirectory"] ?? ".run", repository));

    // "chunk" scores every message by itself: the last bits of a score do not depend on what else is waiting.
    string batching = settings["Batching"] ?? "waiting";
    string provider = settings["Provider"] ?? "auto";
    string cache = run.File("model-cache");

    var (database, broker, management) = await builder.AddServers(run);

    var dataset = builder
        .AddService<Projects.Dataset>(run, "dataset")
        .WithReference(database, "platform")
        .WithReference(broker, "rabbitmq")
        .WithDefault("Dataset:ModelsPath", Path.Combine(repository, "models"))
        .WithDefault("Dataset:FilesPath", run.File("files"))
        .WithEnvironment("Dataset__EndpointsFile", run.File("platform.json"))
        // An import's rows live for one batch. With 64 MiB for generation 0 they die before they are copied.
        .WithEnvironment("DOTNET_GCgen0size", "0x4000000")
        .WaitFor(database)
        .WaitFor(broker);
    Dashboard
        .TellClients(dataset)
        .WithEnvironment("Dataset__PublicUrl", dataset.GetEndpoint("http"))
        .WithEnvironment("Dataset__Management", management)
        .WithOperation("/dispatcher/pause", "Pause dispatcher", "Pause", "Publishes no new work; work in flight ends.")
        .WithOperation("/dispatcher/resume", "Resume dispatcher", "Play", "Publishes work again.")
        .WithUrlForEndpoint("http", _ => new() { Url = "/scalar", DisplayText = "API reference" });

    // Workers start in parallel with Dataset: they call it only when a message arrives.
    builder
        .AddService<Projects.Generator>(run, "generator")
        .WithReference(broker, "rabbitmq")
        .WithReference(dataset)
        .WithDefault("Generator:Provider", provider)
        .WithDefault("Generator:Batching", batching)
        .WithDefault("Generator:Threads", batching == "chunk" ? "1" : "0")
        .WithDefault("Generator:CachePath", cache)
        .WaitFor(broker);

    foreach (var scorer in builder.AddReplicas<Projects.Scorer>(run, "scorer", settings.GetValue("Scorers", 1)))
    {
        scorer
            .WithReference(broker, "rabbitmq")
            .WithReference(dataset)
            .WithDefault("Scorer:Provider", provider)
            .WithDefault("Scorer:Batching", batching)
            .WithDefault("Scorer:CachePath", cache)
            .WithThreads("Scorer:Threads", batching)
            .WaitFor(broker);
    }

    builder
        .AddService<Projects.Selector>(run, "selector")
        .WithReference(broker, "rabbitmq")
        .WithReference(dataset)
        .WaitFor(broker);

    builder
        .AddService<Projects.Trainer>(run, "trainer")
        .WithReference(broker, "rabbitmq")
        .WithReference(dataset)
        .WithDefault("Trainer:Path", run.File("trainings"))
        .WithDefault("Trainer:CachePath", cache)
        .WaitFor(broker);

    var gateway = builder
        .AddService<Projects.Gateway>(run, "gateway")
        .WithReference(broker, "rabbitmq")
        .WithReference(dataset)
        .WaitFor(broker);
    dataset.WithEnvironment("Dataset__Gateway", gateway.GetEndpoint("http"));

    var workbench = builder
        .AddService<Projects.Workbench>(run, "workbench")
        .WithReference(dataset)
        .WithReference(gateway)
        .WithSignIn(run);
    dataset.WithEnvironment("Dataset__Workbench", workbench.GetEndpoint("http"));

    using var application = builder.Build();
    application.Run();
}
catch (OperationCanceledException)
{
    // Stopped before everything had started.
}
catch (Exception e) when (e is DistributedApplicationException || Settings.IsUnreadable(e))
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
return Environment.ExitCode;
