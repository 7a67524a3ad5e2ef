using System.Diagnostics;
using System.Text.Json;

namespace Platform.Tests;

/// <summary>
/// A whole platform of a test's own: the AppHost as a process, with a run folder that is deleted afterwards. What runs can
/// be found, and killed, by its resource's name.
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

    /// <summary>platform.json, processes.json and everybody's data.</summary>
    public string RunFolder { get; }

    public string EndpointsFile => Path.Combine(RunFolder, "platform.json");

    /// <summary>What the AppHost and everything under it have printed so far.</summary>
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

    /// <summary>A folder that the servers' user can reach.</summary>
    public static string NewRunFolder()
    {
        var folder = Directory.CreateTempSubdirectory("platform-test-");
        folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return folder.FullName;
    }

    /// <summary>Started and ready; settings as on the AppHost's command line, for example <c>--Scorers=2</c>.</summary>
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

    /// <summary>Started, without waiting for anything.</summary>
    public static RunningPlatform Launch(string runFolder, params string[] settings) => new(runFolder, settings);

    /// <summary>Process ids by resource (scorer, or scorer-1 and so on with several).</summary>
    public IReadOnlyDictionary<string, int> Processes() => ProcessesIn(RunFolder);

    public static IReadOnlyDictionary<string, int> ProcessesIn(string runFolder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(runFolder, "processes.json")));
        return document
            .RootElement.EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.GetProperty("pid").GetInt32());
    }

    /// <summary>
    /// The process of a resource. One that was started again is in the file when the orchestrator has reported it, which
    /// can be later than its first answer.
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

    /// <summary>A password that the AppHost generated.</summary>
    public string Parameter(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(RunFolder, "parameters.json")));
        return document.RootElement.GetProperty(name).GetString()!;
    }

    /// <summary>kill -9; the AppHost starts it again.</summary>
    public void Kill(string resource) => Kill(ProcessIn(RunFolder, resource));

    public static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }

    /// <summary>kill -9 of the AppHost itself.</summary>
    public async Task KillAppHost(CancellationToken cancellationToken)
    {
        _appHost.Kill();
        await _appHost.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Until a resource has another process than this one and is healthy again.</summary>
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

    /// <summary>SIGTERM, and the AppHost's exit code.</summary>
    public async Task<int> Stop(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_appHost.Id}"]);
        return await Ended(cancellationToken);
    }

    /// <summary>Another platform uses it.</summary>
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
