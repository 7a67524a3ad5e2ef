using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Platform.Dataset.Settings;

namespace Platform.Dataset.Models;

/// <summary>
/// Uploads in ranges. What has arrived of a file is kept under the file's hash, so an interrupted upload continues where it
/// stopped, also after a restart. A complete file is verified and moves to the store.
/// </summary>
internal sealed class PartialFiles(FileStore store, IOptions<DatasetOptions> options, TimeProvider time)
{
    private const string Extension = ".upload";

    private string Root => Path.GetFullPath(options.Value.FilesPath);

    /// <summary>Number of bytes that have arrived of a file that is not complete.</summary>
    public long Arrived(string sha256) => new FileInfo(PathOf(sha256)) is { Exists: true } part ? part.Length : 0;

    /// <summary>Appends a range; whatever arrives of a range that breaks off is kept.</summary>
    /// <param name="content">The range.</param>
    /// <param name="sha256">Hash of the whole file.</param>
    /// <param name="from">First byte of the range; must be the number of bytes that have arrived.</param>
    /// <param name="total">Length of the whole file.</param>
    /// <param name="cancellationToken">Stops after the bytes that have arrived.</param>
    public async Task<Appended> Append(
        Stream content,
        string sha256,
        long from,
        long total,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(Root);
        var path = PathOf(sha256);
        if (Claim(path) is not { } part)
        {
            return Appended.Busy;
        }

        await using (part)
        {
            if (part.Length != from)
            {
                return Appended.Elsewhere;
            }

            part.Seek(from, SeekOrigin.Begin);
            await content.CopyToAsync(part, cancellationToken);
            await part.FlushAsync(cancellationToken);
            if (part.Length < total)
            {
                return Appended.Incomplete;
            }

            part.Seek(0, SeekOrigin.Begin);
            // The sender may stop waiting for the verification of a large file; it asks again and finds the file complete.
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(part, CancellationToken.None));
            if (hash != sha256 || part.Length != total)
            {
                File.Delete(path);
                return Appended.Wrong;
            }

            store.Take(path, sha256);
            return Appended.Complete;
        }
    }

    /// <summary>Deletes partial uploads that have not been continued for a long time.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(Root))
        {
            return;
        }

        var limit = time.GetUtcNow().UtcDateTime - options.Value.KeepUploads;
        foreach (var path in Directory.EnumerateFiles(Root, "*" + Extension))
        {
            if (File.GetLastWriteTimeUtc(path) < limit)
            {
                File.Delete(path);
            }
        }
    }

    private string PathOf(string sha256) => Path.Combine(Root, sha256 + Extension);

    /// <summary>Opens the part for one writer; null if another request is writing it.</summary>
    private static FileStream? Claim(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}

/// <summary>What became of a range.</summary>
internal enum Appended
{
    /// <summary>It is kept; the file has more.</summary>
    Incomplete,

    /// <summary>The file is complete and in the store.</summary>
    Complete,

    /// <summary>It does not begin where the file ends.</summary>
    Elsewhere,

    /// <summary>The complete file has another hash; everything was deleted.</summary>
    Wrong,

    /// <summary>Another request is sending this file.</summary>
    Busy,
}
