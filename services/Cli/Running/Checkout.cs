namespace Platform.Cli.Running;

/// <summary>The checkout that this client was built from.</summary>
/// <param name="Root">Folder of Platform.sln.</param>
internal sealed record Checkout(string Root)
{
    /// <summary>Data, passwords, ports and addresses of a running platform.</summary>
    public string RunFolder => Path.Combine(Root, ".run");

    public string AppHost => Program("AppHost");

    /// <summary>Finds the checkout that a folder lies in; null if it lies in none.</summary>
    public static Checkout? Find(string startFolder)
    {
        for (var folder = new DirectoryInfo(startFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            {
                return new(folder.FullName);
            }
        }
        return null;
    }

    /// <summary>Finds the checkout of this program.</summary>
    /// <exception cref="CommandFailed">The program lies outside a checkout.</exception>
    public static Checkout OfThisProgram() =>
        Find(AppContext.BaseDirectory)
        ?? throw new CommandFailed(
            Exit.Failed,
            $"{AppContext.BaseDirectory} lies in no checkout of the project; run ./platform in a checkout."
        );

    /// <summary>Path of a built program, <c>artifacts/bin/NAME/release/NAME.dll</c>.</summary>
    public string Program(string name) => Path.Combine(Root, "artifacts", "bin", name, "release", $"{name}.dll");

    /// <summary>Whether an AppHost holds the lock of a run folder.</summary>
    public static bool IsRunning(string runFolder)
    {
        string path = Path.Combine(runFolder, "apphost.lock");
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
