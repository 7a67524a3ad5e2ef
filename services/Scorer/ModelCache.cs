using System.Net;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.ServiceDefaults;
using Refit;

namespace Platform.Scorer;

/// <summary>
/// Models on disk by their content hash, fetched from Dataset. A directory appears whole or not at all, so scorers can share
/// the folder; one whose content no longer has its hash is fetched again.
/// </summary>
internal sealed class ModelCache(IDatasetApi dataset, IOptions<ScorerOptions> options, ILogger<ModelCache> log)
{
    /// <summary>The model's directory, its content verified.</summary>
    /// <exception cref="UnusableModelException">Dataset does not know it.</exception>
    /// <exception cref="HttpRequestException">Dataset could not be reached, or what came is not what was asked for.</exception>
    public async Task<string> Get(string version, CancellationToken cancellationToken)
    {
        if (version.Length != 64 || !version.All(char.IsAsciiHexDigitLower))
            throw new UnusableModelException(
                $"'{version}' is no reward model's version: 64 hexadecimal digits were expected."
            );
        var path = Path.Combine(options.Value.CachePath, version);
        if (Directory.Exists(path))
        {
            if (ModelDirectory.Version(await ModelDirectory.List(path, cancellationToken)) == version)
                return path;
            log.Corrupted(path);
            Discard(path);
        }
        var fresh = Path.Combine(options.Value.CachePath, $".{version}-{Guid.NewGuid():n}");
        try
        {
            await Fetch(version, fresh, cancellationToken);
            Publish(fresh, path);
        }
        finally
        {
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
        }
        return path;
    }

    private async Task Fetch(string version, string directory, CancellationToken cancellationToken)
    {
        IReadOnlyList<ModelFile> files;
        try
        {
            files = await dataset.GetModelFiles(version, cancellationToken);
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            throw new UnusableModelException($"Dataset does not know the reward model {version}.", e);
        }
        Directory.CreateDirectory(directory);
        foreach (var file in files)
        {
            var path = Path.GetFullPath(Path.Combine(directory, file.Path));
            if (!path.StartsWith(Path.GetFullPath(directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new UnusableModelException(
                    $"The reward model {version} holds a file outside its directory: {file.Path}."
                );
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var source = await dataset.GetFile(file.Sha256, cancellationToken);
            await using var target = File.Create(path);
            await source.CopyToAsync(target, cancellationToken);
        }
        var got = ModelDirectory.Version(await ModelDirectory.List(directory, cancellationToken));
        if (got != version)
            throw new HttpRequestException($"Dataset gave files of the version {got} for the reward model {version}.");
        log.Fetched(version, files.Count, files.Sum(f => f.Bytes));
    }

    private static void Publish(string fresh, string path)
    {
        try
        {
            Directory.Move(fresh, path);
        }
        catch (IOException) when (Directory.Exists(path))
        {
            // Another scorer was faster; what it put there has the same hash.
        }
    }

    private static void Discard(string path)
    {
        var aside = $"{path}.{Guid.NewGuid():n}";
        try
        {
            Directory.Move(path, aside);
            Directory.Delete(aside, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another scorer was faster.
        }
    }
}
