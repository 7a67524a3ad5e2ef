using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Platform.Dataset.Models;

/// <summary>Model files by SHA-256, on disk: written once under their own name, never changed.</summary>
internal sealed class FileStore(IOptions<DatasetOptions> options)
{
    public async Task Add(string path, string sha256, CancellationToken cancellationToken)
    {
        var target = PathOf(sha256);
        if (File.Exists(target))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var part = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var from = File.OpenRead(path))
            await using (var to = File.Create(part))
            {
                await from.CopyToAsync(to, cancellationToken);
            }

            // The file may have been changed between the hashing of its directory and this copy.
            await using (var copy = File.OpenRead(part))
            {
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(copy, cancellationToken)) != sha256)
                {
                    throw new IOException($"{path} changed while it was registered; restart when it is complete.");
                }
            }

            File.Move(part, target, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Null: not here.</summary>
    public string? Find(string sha256) =>
        sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower) && File.Exists(PathOf(sha256))
            ? PathOf(sha256)
            : null;

    private string PathOf(string sha256) =>
        Path.Combine(Path.GetFullPath(options.Value.FilesPath), sha256[..2], sha256);
}
