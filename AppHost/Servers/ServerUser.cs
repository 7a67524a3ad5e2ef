using Platform.AppHost.Running;

namespace Platform.AppHost.Servers;

/// <summary>The user of Postgres and RabbitMQ: <c>nobody</c> if the AppHost runs as root, else the current user.</summary>
internal static class ServerUser
{
    private const string Other = "nobody";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Prefix of a command that must not run as root; empty if the AppHost does not run as root.</summary>
    public static string[] Command { get; } =
        Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={Other}", "--regid=nogroup", "--clear-groups", "--"]
            : [];

    /// <summary>
    /// A folder that only the server's user can read: below the run folder, or below a temporary folder where the user
    /// cannot reach the run folder (a 0700 home).
    /// </summary>
    public static async Task<string> Home(RunFolder run, string server, CancellationToken cancellationToken)
    {
        string home = run.File(server);
        if (Command.Length > 0 && !await CanReach(run.Path, cancellationToken))
        {
            home = Path.Combine(await Elsewhere(run, cancellationToken), server);
        }
        Directory.CreateDirectory(home, Private);
        await Own(home, cancellationToken);
        return home;
    }

    /// <summary>Makes the server's user the owner of a file or folder.</summary>
    public static async Task Own(string path, CancellationToken cancellationToken)
    {
        if (Command.Length > 0)
        {
            await Tool.Run("Change of owner", ["chown", "-R", "-h", $"{Other}:nogroup", path], cancellationToken);
        }
    }

    private static async Task<bool> CanReach(string folder, CancellationToken cancellationToken) =>
        (await Tool.TryRun([.. Command, "test", "-x", folder], cancellationToken)).Code == 0;

    private static async Task<string> Elsewhere(RunFolder run, CancellationToken cancellationToken)
    {
        string note = run.File("servers.json");
        if (RunFolder.Read<List<string>>(note) is [var known] && Directory.Exists(known))
        {
            return known;
        }
        string folder = Directory.CreateTempSubdirectory("platform-").FullName;
        File.SetUnixFileMode(folder, Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        if (!await CanReach(folder, cancellationToken))
        {
            throw new DistributedApplicationException(
                $"User '{Other}', the user of Postgres and RabbitMQ, can reach neither {run.Path} nor {folder}: "
                    + "use --RunDirectory=FOLDER with a folder that others may pass through (chmod o+x)."
            );
        }
        RunFolder.Write<List<string>>(note, [folder]);
        return folder;
    }
}
