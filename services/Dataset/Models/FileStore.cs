using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Platform.Dataset.Settings;

namespace Platform.Dataset.Models;

/// <summary>
/// Stores files of models and training sets on disk by SHA-256. A file is written once under its hash and never changed.
/// </summary>
internal sealed class FileStore(IOptions<DatasetOptions> options)
{
    private string Root => Path.GetFullPath(options.Value.FilesPath);

    /// <exception cref="IOException">The file no longer has this hash.</exception>
    public async Task Add(string path, string sha256, CancellationToken cancellationToken)
    {
        if (Find(sha256) is not null)
        {
            return;
        }

        await using var from = File.OpenRead(path);
        if (!await Add(from, sha256, cancellationToken))
        {
            // The file may have changed between the hashing of its directory and this copy.
            throw new IOException($"{path} changed while it was registered; restart when it is complete.");
        }
    }

    /// <summary>Returns false if the content has another hash; nothing is stored then.</summary>
    public async Task<bool> Add(Stream content, string sha256, CancellationToken cancellationToken) =>
        await Write(to => content.CopyToAsync(to, cancellationToken), sha256) is not null;

    /// <summary>Stores whatever is written and returns its hash.</summary>
    public async Task<string> Add(Func<Stream, Task> write) => (await Write(write, null))!;

    /// <summary>Returns the path of a file, or null if it is not in the store.</summary>
    public string? Find(string sha256) => IsHash(sha256) && File.Exists(PathOf(sha256)) ? PathOf(sha256) : null;

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Moves a file of the same disk, whose hash has been verified, into the store.</summary>
    public void Take(string path, string sha256)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(sha256))!);
        File.Move(path, PathOf(sha256), overwrite: true);
    }

    private async Task<string?> Write(Func<Stream, Task> write, string? expected)
    {
        Directory.CreateDirectory(Root);
        var part = Path.Combine(Root, $"{Guid.NewGuid():N}.part");
        try
        {
            using var sha = SHA256.Create();
            await using (var file = File.Create(part))
            await using (var hashing = new CryptoStream(file, sha, CryptoStreamMode.Write))
            {
                await write(hashing);
            }

            var hash = Convert.ToHexStringLower(sha.Hash!);
            if (expected is not null && hash != expected)
            {
                return null;
            }

            Take(part, hash);
            return hash;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private string PathOf(string sha256) => Path.Combine(Root, sha256[..2], sha256);
}
