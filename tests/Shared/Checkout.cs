namespace Platform.Tests;

/// <summary>Paths of the files of this checkout.</summary>
internal static class Checkout
{
    /// <summary>The folder that contains Platform.sln.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Sample => At("samples/synthetic_pool_148x64.jsonl");

    /// <summary>Returns the path of a file of the project, given its path from the root.</summary>
    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>Returns the path of a file of <c>../shared</c>, which exists next to some checkouts.</summary>
    public static string Beside(string path) => Path.GetFullPath(Path.Combine(Root, "..", "shared", path));

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Platform.sln")) ? folder.FullName
        : folder.Parent is { } parent ? Find(parent)
        : throw new InvalidOperationException(
            $"No Platform.sln above {AppContext.BaseDirectory}: run from a checkout."
        );
}
