namespace Aspire.Hosting.Native;

/// <summary>Who Postgres and RabbitMQ run as: nobody where we are root, else ourselves.</summary>
internal static class ServerUser
{
    private const string Other = "nobody";

    public static string[] Options { get; } =
        Environment.IsPrivilegedProcess ? [$"--reuid={Other}", "--regid=nogroup", "--clear-groups"] : [];

    /// <summary>
    /// A folder that only the server's user can read, below the run folder, or below a temporary folder where another
    /// user cannot get through to the run folder (a 0700 home).
    /// </summary>
    public static async Task<string> Home(RunFolder run, string name, Output output, CancellationToken stop)
    {
        string home = Path.Combine(run.Path, name);
        if (Options.Length == 0)
        {
            Directory.CreateDirectory(home, Private);
            return home;
        }
        if (!await CanReach(run.Path, stop))
        {
            home = Path.Combine(await Elsewhere(run, stop), name);
            output.State($"{name} keeps its data in {home}: user '{Other}' cannot reach {run.Path}");
        }
        if (!Directory.Exists(home) || await Tool.Ask("stat", ["-c", "%U", home], stop) != Other)
        {
            Directory.CreateDirectory(home, Private);
            await Own(home, stop);
        }
        return home;
    }

    /// <summary>Hands a file or folder over to the server's user.</summary>
    public static async Task Own(string path, CancellationToken stop)
    {
        if (Options.Length > 0)
        {
            await Tool.Ask("chown", ["-R", "-h", $"{Other}:nogroup", path], stop);
        }
    }

    private static UnixFileMode Private => UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static async Task<bool> CanReach(string folder, CancellationToken stop) =>
        await Tool.Succeeds("setpriv", [.. Options, "test", "-x", folder], stop);

    private static async Task<string> Elsewhere(RunFolder run, CancellationToken stop)
    {
        string note = Path.Combine(run.Path, "servers.json");
        var known = RunFolder.Read<List<string>>(note);
        if (known is [var folder] && Directory.Exists(folder))
        {
            return folder;
        }
        folder = Directory.CreateTempSubdirectory("platform-").FullName;
        File.SetUnixFileMode(folder, Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        if (!await CanReach(folder, stop))
        {
            throw new DistributedApplicationException(
                $"User '{Other}', as whom Postgres and RabbitMQ run, can reach neither {run.Path} nor {folder}: "
                    + "use --RunDirectory=FOLDER with one that others may pass through (chmod o+x)."
            );
        }
        RunFolder.Write<List<string>>(note, [folder]);
        return folder;
    }
}
