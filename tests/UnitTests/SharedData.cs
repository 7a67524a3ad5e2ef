namespace Platform.UnitTests;

/// <summary>The real data beside the project. Tests that need a file of it are skipped where it is absent.</summary>
internal static class SharedData
{
    /// <summary>The folder of Platform.sln.</summary>
    public static string Repository { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string File(string name)
    {
        var path = Path.Combine(Repository, "..", "shared", "data", name);
        Assert.SkipUnless(System.IO.File.Exists(path), $"../shared/data/{name} is not there");
        return path;
    }

    private static string Find(DirectoryInfo folder) =>
        System.IO.File.Exists(Path.Combine(folder.FullName, "Platform.sln")) ? folder.FullName
        : folder.Parent is { } parent ? Find(parent)
        : throw new InvalidOperationException("The tests do not run below the project's folder.");
}
