namespace Platform.Cli.Running;

/// <summary>Starts the platform, in the foreground or around a piece of work.</summary>
internal sealed class PlatformRun(Session session, Checkout checkout)
{
    private static readonly TimeSpan LogPoll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CommandEnd = TimeSpan.FromSeconds(10);

    /// <summary>How long a start may take before a script is told that it failed, in seconds.</summary>
    private const int StartTimeout = 300;

    private TextWriter Notes => session.Terminal.Error;

    /// <summary>Runs the AppHost in the foreground and returns its exit code.</summary>
    public async Task<int> Foreground(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption(cancellationToken);
        var environment = settings.Contains(UpCommand.NoDashboard)
            ? null
            : await DevelopmentCertificate.Trust(session.Environment);
        var appHost = await Child.Start(["dotnet", checkout.AppHost, .. settings], Child.Terminate, environment);
        using var stop = interruption.Token.Register(() => appHost.Signal(Child.Terminate));
        return await appHost.Ended;
    }

    /// <summary>Does the work against the platform that runs, or starts one for it and stops that afterwards.</summary>
    public Task<int> With(Func<Session, Interruption, Task<int>> work, CancellationToken cancellationToken) =>
        Checkout.IsRunning(checkout.RunFolder)
            ? Interruptible(interruption => work(Against(checkout.RunFolder), interruption), cancellationToken)
            : Around(work, checkout.RunFolder, [], cancellationToken);

    /// <summary>Starts the platform, does the work, stops the platform, returns the work's exit code.</summary>
    public Task<int> Around(
        Func<Session, Interruption, Task<int>> work,
        string runFolder,
        IReadOnlyList<string> settings,
        CancellationToken cancellationToken
    ) =>
        Interruptible(
            async interruption =>
            {
                string log = Path.Combine(runFolder, "apphost.log");
                Directory.CreateDirectory(runFolder);
                File.Delete(EndpointsFile(runFolder));
                File.Delete(log);
                string[] unattended = [$"--StartTimeout={StartTimeout}", UpCommand.NoDashboard, $"--LogFile={log}"];
                var appHost = await Child.Start(
                    ["dotnet", checkout.AppHost, .. unattended, .. settings],
                    Child.Terminate,
                    input: false
                );
                try
                {
                    await Start(appHost, log, interruption.Token);
                    return await work(Against(runFolder), interruption);
                }
                finally
                {
                    if (!appHost.Ended.IsCompleted)
                    {
                        Say("stopping");
                    }

                    appHost.Signal(Child.Terminate);
                    await appHost.Ended;
                }
            },
            cancellationToken
        );

    /// <summary>Runs a command of the shell; an interruption is passed on to it.</summary>
    public static async Task<int> Shell(string command, Session session, Interruption interruption)
    {
        var environment = new Dictionary<string, string>();
        if (session.Environment(Endpoints.FileVariable) is { } file)
        {
            environment[Endpoints.FileVariable] = file;
        }

        var child = await Child.Start(["bash", "-c", command], Child.Terminate, environment);
        try
        {
            return await child.Ended.WaitAsync(interruption.Token);
        }
        catch (OperationCanceledException)
        {
            child.Signal(interruption.ChildSignal);
            await Task.WhenAny(child.Ended, Task.Delay(CommandEnd, session.Time, CancellationToken.None));
            child.Signal(Child.Kill);
            throw;
        }
    }

    /// <summary>Does work that a signal cancels; the exit code is then that of the signal.</summary>
    private static async Task<int> Interruptible(
        Func<Interruption, Task<int>> work,
        CancellationToken cancellationToken
    )
    {
        using var interruption = new Interruption(cancellationToken);
        try
        {
            int code = await work(interruption);
            return interruption.Token.IsCancellationRequested ? interruption.ExitCode : code;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
    }

    /// <summary>Waits until the platform is ready.</summary>
    /// <exception cref="CommandFailed">It ended before; its last lines have been printed.</exception>
    private async Task Start(Child appHost, string log, CancellationToken cancellationToken)
    {
        Say($"starting (log: {log})");
        if (!await IsReady(log, appHost, cancellationToken))
        {
            foreach (string line in File.Exists(log) ? File.ReadLines(log).TakeLast(40) : [])
            {
                Notes.WriteLine(line);
            }

            throw new CommandFailed(
                Exit.Failed,
                $"platform: the platform did not start (exit code {await appHost.Ended}); its whole log: {log}"
            );
        }
        Say("ready");
    }

    private Session Against(string runFolder) =>
        session with
        {
            Environment = name => name == Endpoints.FileVariable ? EndpointsFile(runFolder) : session.Environment(name),
        };

    private static string EndpointsFile(string runFolder) => Path.Combine(runFolder, "platform.json");

    private async Task<bool> IsReady(string log, Child appHost, CancellationToken cancellationToken)
    {
        while (!appHost.Ended.IsCompleted)
        {
            if (
                File.Exists(log)
                && File.ReadLines(log).Any(line => line.StartsWith("Platform is ready", StringComparison.Ordinal))
            )
            {
                return true;
            }

            await Task.WhenAny(appHost.Ended, Task.Delay(LogPoll, session.Time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
        return false;
    }

    private void Say(string text) => Notes.WriteLine($"platform: {text}");
}
