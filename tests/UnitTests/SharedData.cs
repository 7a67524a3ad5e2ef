namespace Platform.UnitTests;

/// <summary>The real data beside the project. Tests that need a file of it are skipped where it is absent.</summary>
internal static class SharedData
{
    public static string File(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!System.IO.File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
                continue;
            var path = Path.Combine(folder.FullName, "..", "shared", "data", name);
            Assert.SkipUnless(System.IO.File.Exists(path), $"../shared/data/{name} is not there");
            return path;
        }
        throw new InvalidOperationException("The tests do not run below the project's folder.");
    }
}
