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

    /// <summary>A response of which nothing arrives for so long is taken as broken.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

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
    /// Fetches a file. A connection that breaks or falls silent is resumed as long as bytes arrive; what has arrived stays for
    /// another call.
    /// </summary>
    /// <param name="dataset">Dataset.</param>
    /// <param name="file">The file's hash and length.</param>
    /// <param name="path">Where it is written.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    /// <param name="silence">How long nothing may arrive within a response; null: two minutes.</param>
    /// <exception cref="HttpRequestException">Dataset could not be reached, or gave nothing more.</exception>
    public static async Task Download(
        IDatasetApi dataset,
        ModelFile file,
        string path,
        CancellationToken cancellationToken,
        TimeSpan? silence = null
    )
    {
        while (Length(path) is var start && start < file.Bytes)
        {
            try
            {
                await Continue(dataset, file, path, Math.Max(0, start), silence ?? LongestSilence, cancellationToken);
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
        TimeSpan silence,
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
        await using var content = response.Content!;
        using var silent = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var buffer = new byte[64 << 10];
        try
        {
            int read;
            do
            {
                silent.CancelAfter(silence);
                read = await content.ReadAsync(buffer, silent.Token);
                silent.CancelAfter(Timeout.InfiniteTimeSpan);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            } while (read > 0);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(
                $"Dataset sent nothing of {file.Path} for {silence.TotalSeconds:0} seconds.",
                e
            );
        }
    }

    /// <summary>Length of a file; -1 if there is none.</summary>
    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : -1;
}
