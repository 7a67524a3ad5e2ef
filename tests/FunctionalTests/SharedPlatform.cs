using System.Text.Json;
using Platform.DatasetClient;
using Platform.FunctionalTests;
using Platform.Tests;

[assembly: AssemblyFixture(typeof(SharedPlatform))]
// Some tests kill what the others use.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Platform.FunctionalTests;

/// <summary>
/// The platform that the tests of evaluations share, because a broker takes seconds to start: two scorers, deterministic
/// batches, and the tests' own completion server behind the generator.
/// </summary>
public sealed class SharedPlatform : IAsyncLifetime
{
    private readonly string folder = RunningPlatform.NewRunFolder();

    // Cookies of the administrator, whose link works once.
    private readonly System.Net.CookieContainer administrator = new();
    private TestPlatform? running;

    public IDatasetApi Dataset { get; private set; } = null!;

    internal Broker Broker { get; private set; } = null!;

    internal string EndpointsFile => Path.Combine(folder, "platform.json");

    /// <summary>Folder for the files of everything that runs.</summary>
    internal string RunFolder => folder;

    /// <summary>AMQP address of the broker, with user and password.</summary>
    internal Uri BrokerAddress { get; private set; } = null!;

    /// <summary>Connection string of the database.</summary>
    internal string Database { get; private set; } = "";

    internal OpenAiServer Completions { get; private set; } = null!;

    /// <summary>Makes links with which tests sign in to the Workbench.</summary>
    internal Workbench.SignInLinks SignInLinks =>
        new(Address("workbench"), RunFolder, administrator, TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        Completions = await OpenAiServer.Start(CancellationToken.None);
        await StartAsync(scorers: 2);
    }

    /// <summary>Starts the platform (again), with the same data.</summary>
    public async Task StartAsync(int scorers)
    {
        running = await TestPlatform.Start(
            folder,
            dashboard: false,
            [
                $"--Scorers={scorers}",
                "--Batching=chunk",
                "--Dataset:Lease=00:00:20",
                "--Dataset:TrainLease=00:00:08",
                "--Trainer:CheckpointEvery=00:00:02",
                $"--Generator:BaseAddress={new Uri(Completions.Address, "v1")}",
                "--Generator:Model=test",
                // All tests sign in from one address.
                "--Workbench:SignInsPerMinute=1000",
                "--Gateway:Keys:gatewaylimited:RequestsPerMinute=2",
                "--Gateway:Keys:gatewayquota:TokensPerDay=1",
            ],
            CancellationToken.None
        );
        using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(EndpointsFile));
        Token = endpoints.RootElement.GetProperty("token").GetString()!;
        Dataset = HttpApis.For<IDatasetApi>(Client("dataset", TimeSpan.FromMinutes(5)));
        BrokerAddress = new Uri(endpoints.RootElement.GetProperty("amqp").GetString()!);
        Database = await running.ConnectionString("postgres");
        Broker = new Broker(BrokerAddress, running.Address("rabbitmq", "management").Port);
    }

    public async Task StopAsync()
    {
        if (running is not null)
        {
            await running.DisposeAsync();
            running = null;
        }
    }

    /// <summary>The installation's credential.</summary>
    internal string Token { get; private set; } = "";

    /// <summary>Returns a client of a resource's HTTP endpoint.</summary>
    /// <param name="resource">For example <c>scorer-1</c>.</param>
    /// <param name="timeout">Time for one request.</param>
    /// <param name="token">What it sends; null for the installation's credential, empty for nothing.</param>
    internal HttpClient Client(string resource, TimeSpan timeout, string? token = null) =>
        new()
        {
            BaseAddress = Address(resource),
            Timeout = timeout,
            DefaultRequestHeaders = { Authorization = HttpApis.Bearer(token ?? Token) },
        };

    /// <summary>Returns the address of a resource, for example <c>scorer-1</c>.</summary>
    internal Uri Address(string resource) => running!.Address(resource);

    /// <summary>The AppHost's services.</summary>
    internal IServiceProvider AppHost => running!.Services;

    /// <summary>Kills a resource with kill -9; the AppHost starts it again.</summary>
    public void Kill(string resource) => running!.Kill(resource);

    /// <summary>Returns the end of all output, for the message of a failed test.</summary>
    public string Log() => string.Join('\n', running?.Output.Split('\n').TakeLast(150) ?? []);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Completions.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
