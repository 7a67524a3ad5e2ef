namespace Platform.Tests;

/// <summary>Where the files of this checkout lie.</summary>
internal static class Checkout
{
    /// <summary>The folder of Platform.sln.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Sample => At("samples/synthetic_pool_148x64.jsonl");

    /// <summary>A file of the project, by its path from the root.</summary>
    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>A file of <c>../shared</c>, which lies beside some checkouts.</summary>
    public static string Beside(string path) => Path.GetFullPath(Path.Combine(Root, "..", "shared", path));

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Platform.sln")) ? folder.FullName
        : folder.Parent is { } parent ? Find(parent)
        : throw new InvalidOperationException(
            $"No Platform.sln above {AppContext.BaseDirectory}: run from a checkout."
        );
}
