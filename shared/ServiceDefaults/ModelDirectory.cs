using System.Security.Cryptography;
using System.Text;
using Platform.Contracts;

namespace Platform.ServiceDefaults;

/// <summary>A model is a directory, known by the hash of its content: every file in it counts.</summary>
public static class ModelDirectory
{
    /// <summary>Name of the manifest within a reward model's directory.</summary>
    public const string Manifest = "reward-model.json";

    /// <summary>Every file below <paramref name="directory"/>, sorted by its relative path (ordinal).</summary>
    public static async Task<IReadOnlyList<ModelFile>> List(string directory, CancellationToken cancellationToken)
    {
        var files = new List<ModelFile>();
        foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            await using var stream = File.OpenRead(path);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
            var relative = Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/');
            files.Add(new(relative, hash, stream.Length));
        }
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }

    /// <summary>
    /// The directory's version: SHA-256 (lower-case hex) over the lines <c>sha256, two spaces, path, \n</c> in order of path,
    /// which is what <c>sha256sum</c> prints.
    /// </summary>
    public static string Version(IEnumerable<ModelFile> files)
    {
        var lines = files.OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => $"{f.Sha256}  {f.Path}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }
}
