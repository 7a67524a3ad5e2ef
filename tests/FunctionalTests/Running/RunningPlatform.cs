using System.Diagnostics;
using System.Text.Json;
using Platform.FunctionalTests.Running;
using Platform.ServiceDefaults;
using Refit;

[assembly: AssemblyFixture(typeof(RunningPlatform))]

namespace Platform.FunctionalTests.Running;

/// <summary>
/// The whole platform as ./platform up starts it: an AppHost of its own, in a folder of its own, two scorers, deterministic
/// batches. One for all tests, since a broker takes seconds to start.
/// </summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(4);

    private readonly string folder = Directory.CreateTempSubdirectory("platform-tests-").FullName;
    private readonly List<string> output = [];
    private Process? appHost;

    public string Endpoints => Path.Combine(folder, "platform.json");

    public IDatasetApi Dataset { get; private set; } = null!;

    public Broker Broker { get; private set; } = null!;

    public OpenAiServer Completions { get; } = new();

    public async ValueTask InitializeAsync()
    {
        // The AppHost drops root for the servers: they must be able to enter.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }

        await Completions.StartAsync();
        await StartAsync(scorers: 2);
    }

    /// <summary>Starts it (again), over the same data.</summary>
    public async Task StartAsync(int scorers)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        start.ArgumentList.Add(Repository.Built("AppHost"));
        foreach (
            var (key, value) in new Dictionary<string, string>
            {
                ["RunDirectory"] = folder,
                ["Scorers"] = $"{scorers}",
                ["Batching"] = "chunk",
                ["Dataset:Lease"] = "00:00:20",
                ["Generator:BaseAddress"] = Completions.BaseAddress,
                ["Generator:Model"] = "test",
            }
        )
        {
            start.ArgumentList.Add($"--{key}={value}");
        }

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        appHost = new Process { StartInfo = start, EnableRaisingEvents = true };
        DataReceivedEventHandler listen = (_, line) =>
        {
            lock (output)
            {
                output.Add(line.Data ?? "");
            }

            if (line.Data?.Contains("Platform is ready", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        appHost.OutputDataReceived += listen;
        appHost.ErrorDataReceived += listen;
        appHost.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("AppHost ended:\n" + Log()));
        appHost.Start();
        appHost.BeginOutputReadLine();
        appHost.BeginErrorReadLine();
        try
        {
            await ready.Task.WaitAsync(StartTimeout);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException("The platform did not get ready:\n" + Log());
        }

        using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(Endpoints));
        Dataset = RestService.For<IDatasetApi>(
            new HttpClient
            {
                BaseAddress = new Uri(endpoints.RootElement.GetProperty("dataset").GetString()!),
                Timeout = TimeSpan.FromMinutes(5),
            }
        );
        Broker = new Broker(
            new Uri(endpoints.RootElement.GetProperty("amqp").GetString()!),
            Processes().GetProperty("rabbitmq").GetProperty("ports").GetProperty("management").GetInt32()
        );
    }

    public async Task StopAsync()
    {
        if (appHost is { HasExited: false })
        {
            using var stop = Process.Start("kill", ["-TERM", $"{appHost.Id}"]);
            await appHost.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>kill -9; the AppHost starts the resource again.</summary>
    /// <param name="resource">Name in the application model; a replica has its number: <c>scorer-1</c>.</param>
    public void Kill(string resource) =>
        Process.GetProcessById(Processes().GetProperty(resource).GetProperty("pid").GetInt32()).Kill();

    /// <summary>The end of what everything said, for the message of a test that failed.</summary>
    public string Log()
    {
        lock (output)
        {
            return string.Join('\n', output.TakeLast(200));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Completions.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private JsonElement Processes() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "processes.json"))).RootElement;
}
