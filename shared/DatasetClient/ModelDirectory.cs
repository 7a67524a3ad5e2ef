using System.Net;
using System.Security.Cryptography;
using System.Text;
using Platform.Contracts;
using Refit;

namespace Platform.DatasetClient;

/// <summary>A model is a directory, identified by the hash of its content: every file in it counts.</summary>
public static class ModelDirectory
{
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
    /// The directory's version: SHA-256 (lower-case hex) over the lines <c>sha256, two spaces, path, \n</c> in order of
    /// path, which is what <c>sha256sum</c> prints.
    /// </summary>
    public static string Version(IEnumerable<ModelFile> files)
    {
        var lines = files.OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => $"{f.Sha256}  {f.Path}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    /// <summary>
    /// Uploads a directory's files by content hash and then registers the model. Repeating it changes nothing.
    /// </summary>
    /// <param name="directory">The model's directory.</param>
    /// <param name="send">Sends one range or request, with the caller's retry policy; a range that breaks off is continued.</param>
    /// <param name="cancellationToken">Stops before the next request.</param>
    /// <param name="uploading">Called before each file and after each range, with the bytes that have arrived.</param>
    /// <returns>The model's version.</returns>
    public static async Task<string> Publish(
        string directory,
        Func<Func<IDatasetApi, Task>, Task> send,
        CancellationToken cancellationToken,
        Action<ModelFile, long>? uploading = null
    )
    {
        var files = await List(directory, cancellationToken);
        var version = Version(files);
        foreach (var file in files)
        {
            uploading?.Invoke(file, 0);
            var path = Path.Combine(directory, file.Path);
            for (var complete = false; !complete; )
            {
                await send(async dataset =>
                    complete = await FileTransfer.UploadNext(
                        dataset,
                        path,
                        file,
                        sent => uploading?.Invoke(file, sent),
                        cancellationToken
                    )
                );
            }
        }
        await send(dataset => dataset.PutModel(version, files, cancellationToken));
        return version;
    }

    /// <summary>
    /// Fetches every file of a registered model into a directory and verifies them by the model's content hash. Files and parts
    /// of files that are there from an interrupted call are not fetched again.
    /// </summary>
    /// <exception cref="UnusableModelException">Dataset does not know the model.</exception>
    /// <exception cref="HttpRequestException">
    /// Dataset could not be reached, or the response is not what was asked for.
    /// </exception>
    public static async Task<IReadOnlyList<ModelFile>> Fetch(
        IDatasetApi dataset,
        string version,
        string directory,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<ModelFile> files;
        try
        {
            files = await dataset.GetModelFiles(version, cancellationToken);
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            throw new UnusableModelException($"Dataset does not know the model {version}.", e);
        }
        Directory.CreateDirectory(directory);
        foreach (var file in files)
        {
            var path = Path.GetFullPath(Path.Combine(directory, file.Path));
            if (!path.StartsWith(Path.GetFullPath(directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new UnusableModelException(
                    $"The reward model {version} holds a file outside its directory: {file.Path}."
                );
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await FileTransfer.Download(dataset, file, path, cancellationToken);
        }
        var got = Version(await List(directory, cancellationToken));
        if (got != version)
        {
            Directory.Delete(directory, recursive: true);
            throw new HttpRequestException($"Dataset gave files of the version {got} for the model {version}.");
        }
        return files;
    }
}
