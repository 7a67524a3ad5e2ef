namespace Platform.UnitTests;

/// <summary>Where the tests' files are: the project's root, and the data that may lie beside it.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the project, by its path from the root.</summary>
    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>A file of <c>../shared</c>; the test is skipped where it is absent.</summary>
    public static string Shared(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, "..", "shared", path));
        Assert.SkipUnless(Path.Exists(full), $"../shared/{path} is not beside this checkout.");
        return full;
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Platform.sln")))
            directory =
                directory.Parent
                ?? throw new InvalidOperationException(
                    $"No Platform.sln above {AppContext.BaseDirectory}: run from a checkout."
                );
        return directory.FullName;
    }
}
