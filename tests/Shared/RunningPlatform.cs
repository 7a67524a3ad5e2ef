using System.Diagnostics;
using System.Text.Json;

namespace Platform.Tests;

/// <summary>
/// A whole platform for a single test: the AppHost as a process, with a run folder that is deleted afterwards. Every running
/// process can be found, and killed, by its resource's name.
/// </summary>
internal sealed class RunningPlatform : IAsyncDisposable
{
    private readonly Process _appHost;
    private readonly List<string> _lines = [];
    private readonly Lock _turn = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _output;
    private bool _keepFolder;

    private RunningPlatform(string runFolder, string[] settings)
    {
        RunFolder = runFolder;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The AppHost stops when this process has gone, whatever ended it.
            Environment = { ["ASPIRE_CLI_PID"] = $"{Environment.ProcessId}" },
        };
        string[] arguments =
        [
            Program,
            $"--RunDirectory={runFolder}",
            "--Servers=native",
            "--Dashboard=false",
            "--StartTimeout=240",
            .. settings,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        _appHost = Process.Start(start)!;
        _output = Task.WhenAll(Read(_appHost.StandardOutput), Read(_appHost.StandardError));
    }

    /// <summary>Folder with platform.json, processes.json and the data of all resources.</summary>
    public string RunFolder { get; }

    public string EndpointsFile => Path.Combine(RunFolder, "platform.json");

    /// <summary>The output of the AppHost and of everything under it so far.</summary>
    public string Output
    {
        get
        {
            lock (_turn)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public int ProcessId => _appHost.Id;

    private static string Program =>
        Path.GetFullPath(
            Path.Combine(
                AppContext.BaseDirectory,
                "..",
                "..",
                "AppHost",
                Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
                "AppHost.dll"
            )
        );

    /// <summary>Creates a folder that the servers' user can access.</summary>
    public static string NewRunFolder()
    {
        var folder = Directory.CreateTempSubdirectory("platform-test-");
        folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return folder.FullName;
    }

    /// <summary>
    /// Starts the platform and waits until it is ready; settings as on the AppHost's command line, for example
    /// <c>--Scorers=2</c>.
    /// </summary>
    public static async Task<RunningPlatform> Start(CancellationToken cancellationToken, params string[] settings) =>
        await StartIn(NewRunFolder(), cancellationToken, settings);

    public static async Task<RunningPlatform> StartIn(
        string runFolder,
        CancellationToken cancellationToken,
        params string[] settings
    )
    {
        var platform = Launch(runFolder, settings);
        var ended = platform._appHost.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(platform._ready.Task, ended);
        if (platform._ready.Task.IsCompleted)
        {
            return platform;
        }
        await platform.DisposeAsync();
        cancellationToken.ThrowIfCancellationRequested();
        throw new InvalidOperationException($"The platform did not start:\n{platform.Output}");
    }

    /// <summary>Starts the platform without waiting for anything.</summary>
    public static RunningPlatform Launch(string runFolder, params string[] settings) => new(runFolder, settings);

    /// <summary>Process ids by resource (scorer, or scorer-1 and so on if there are several).</summary>
    public IReadOnlyDictionary<string, int> Processes() => ProcessesIn(RunFolder);

    public static IReadOnlyDictionary<string, int> ProcessesIn(string runFolder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(runFolder, "processes.json")));
        return document
            .RootElement.EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.GetProperty("pid").GetInt32());
    }

    /// <summary>
    /// Returns the process of a resource. A restarted process is in the file once the orchestrator has reported it, which
    /// can be later than its first response.
    /// </summary>
    /// <exception cref="KeyNotFoundException">The resource was not started again within a minute.</exception>
    public static int ProcessIn(string runFolder, string resource)
    {
        SpinWait.SpinUntil(() => ProcessesIn(runFolder).ContainsKey(resource), TimeSpan.FromMinutes(1));
        return ProcessesIn(runFolder)[resource];
    }

    public int Port(string resource, string endpoint)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(RunFolder, "processes.json")));
        return document.RootElement.GetProperty(resource).GetProperty("ports").GetProperty(endpoint).GetInt32();
    }

    /// <summary>Returns a password that the AppHost generated.</summary>
    public string Parameter(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(RunFolder, "parameters.json")));
        return document.RootElement.GetProperty(name).GetString()!;
    }

    /// <summary>Kills a resource with kill -9; the AppHost starts it again.</summary>
    public void Kill(string resource) => KillIn(RunFolder, resource);

    /// <summary>
    /// Kills a resource with kill -9. Another test may have killed it a moment ago: then its successor is killed.
    /// </summary>
    public static void KillIn(string runFolder, string resource)
    {
        bool killed = SpinWait.SpinUntil(
            () =>
            {
                try
                {
                    using var process = Process.GetProcessById(ProcessIn(runFolder, resource));
                    process.Kill();
                    return true;
                }
                catch (ArgumentException)
                {
                    Thread.Sleep(100);
                    return false;
                }
            },
            TimeSpan.FromMinutes(1)
        );
        if (!killed)
        {
            throw new InvalidOperationException($"{resource} has not been started again.");
        }
    }

    /// <summary>Kills the AppHost itself with kill -9.</summary>
    public async Task KillAppHost(CancellationToken cancellationToken)
    {
        _appHost.Kill();
        await _appHost.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Waits until a resource has a process other than this one and is healthy again.</summary>
    public async Task Replaced(string resource, int processId, CancellationToken cancellationToken)
    {
        string healthy = $"| {resource} is healthy";
        int before = Output.Split(healthy).Length;
        while (
            Processes().GetValueOrDefault(resource, processId) == processId || Output.Split(healthy).Length <= before
        )
        {
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>Sends SIGTERM and returns the AppHost's exit code.</summary>
    public async Task<int> Stop(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_appHost.Id}"]);
        return await Ended(cancellationToken);
    }

    /// <summary>Keeps the run folder, because another platform uses it.</summary>
    public void KeepFolder() => _keepFolder = true;

    public async Task<int> Ended(CancellationToken cancellationToken)
    {
        await _appHost.WaitForExitAsync(cancellationToken);
        await _output.WaitAsync(cancellationToken);
        return _appHost.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_appHost.HasExited)
        {
            await Stop(CancellationToken.None);
        }
        _appHost.Dispose();
        if (!_keepFolder && Directory.Exists(RunFolder))
        {
            Directory.Delete(RunFolder, recursive: true);
        }
    }

    private async Task Read(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_turn)
            {
                _lines.Add(line);
            }
            if (line.StartsWith("Platform is ready", StringComparison.Ordinal))
            {
                _ready.TrySetResult();
            }
        }
    }
}
