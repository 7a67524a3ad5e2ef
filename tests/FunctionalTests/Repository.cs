namespace Platform.FunctionalTests;

/// <summary>Where things lie in the checkout.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Sample => Path.Combine(Root, "samples", "synthetic_pool_148x64.jsonl");

    /// <summary>A file of the real data beside the checkout; the test is skipped where it is absent.</summary>
    public static string Data(string path)
    {
        var file = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", path));
        Assert.SkipUnless(File.Exists(file), $"The real data is not here: {path} is looked for in ../shared/data.");
        return file;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Platform.sln was not found above the tests.");
    }
}
