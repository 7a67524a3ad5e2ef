using System.Globalization;
using System.Net;
using Platform.Contracts;

namespace Platform.DatasetClient;

/// <summary>
/// Files of many gigabytes between a disk and Dataset: in ranges, never in memory. What has arrived is kept, so an
/// interrupted transfer continues where it stopped.
/// </summary>
public static class FileTransfer
{
    /// <summary>Bytes of one request of an upload.</summary>
    public const int RangeBytes = 32 << 20;

    private const string Arrived = "Upload-Offset";

    /// <summary>Sends the next range of a file, from where the upload stopped; true if Dataset has all of it.</summary>
    /// <param name="dataset">Dataset.</param>
    /// <param name="path">The file.</param>
    /// <param name="file">Its hash and length.</param>
    /// <param name="sent">Called with the bytes that have arrived.</param>
    /// <param name="cancellationToken">Stops within the range.</param>
    public static async Task<bool> UploadNext(
        IDatasetApi dataset,
        string path,
        ModelFile file,
        Action<long>? sent,
        CancellationToken cancellationToken
    )
    {
        using var known = await dataset.HeadFile(file.Sha256, cancellationToken);
        if (known.IsSuccessStatusCode)
        {
            return true;
        }

        if (known.StatusCode != HttpStatusCode.NotFound)
        {
            throw known.Error!;
        }

        var start =
            known.Headers is { } headers
            && headers.TryGetValues(Arrived, out var values)
            && long.TryParse(values.Single(), CultureInfo.InvariantCulture, out var arrived)
            && arrived < file.Bytes
                ? arrived
                : 0;
        var length = Math.Min(RangeBytes, file.Bytes - start);
        await using var section = new FileSection(path, start, length);
        // An empty file has no range.
        var range = file.Bytes == 0 ? null : $"bytes {start}-{start + length - 1}/{file.Bytes}";
        await dataset.PutFile(file.Sha256, range, section, cancellationToken);
        sent?.Invoke(start + length);
        return start + length == file.Bytes;
    }

    /// <summary>
    /// Fetches a file. A connection that breaks is resumed as long as bytes arrive; what has arrived stays for another call.
    /// </summary>
    /// <exception cref="HttpRequestException">Dataset could not be reached, or gave nothing more.</exception>
    public static async Task Download(
        IDatasetApi dataset,
        ModelFile file,
        string path,
        CancellationToken cancellationToken
    )
    {
        while (Length(path) is var start && start < file.Bytes)
        {
            try
            {
                await Continue(dataset, file, path, Math.Max(0, start), cancellationToken);
            }
            catch (Exception e)
                when (e is HttpRequestException or IOException
                    && Length(path) > Math.Max(0, start)
                    && !cancellationToken.IsCancellationRequested
                )
            {
                // Some of it has come: ask for the rest.
            }
            if (Length(path) is var arrived && arrived <= start)
            {
                throw new HttpRequestException(
                    $"Dataset gave {Math.Max(0, arrived)} of the {file.Bytes} bytes of {file.Path} and then nothing more."
                );
            }
        }
    }

    private static async Task Continue(
        IDatasetApi dataset,
        ModelFile file,
        string path,
        long start,
        CancellationToken cancellationToken
    )
    {
        using var response = await dataset.GetFile(
            file.Sha256,
            start > 0 ? $"bytes={start}-" : null,
            cancellationToken
        );
        if (!response.IsSuccessStatusCode)
        {
            throw response.Error!;
        }

        var mode = response.StatusCode == HttpStatusCode.PartialContent ? FileMode.Append : FileMode.Create;
        await using var target = new FileStream(path, mode, FileAccess.Write);
        await response.Content!.CopyToAsync(target, cancellationToken);
    }

    /// <summary>Length of a file; -1 if there is none.</summary>
    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : -1;
}
