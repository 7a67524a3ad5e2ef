using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Platform.DatasetClient;

/// <summary>
/// Models on disk by their content hash, fetched from Dataset. A directory appears complete or not at all, so services can
/// share the folder. A directory whose content no longer matches its hash is fetched again.
/// </summary>
/// <param name="folder">Folder of the directories, each named by its version.</param>
public sealed partial class ModelCache(IDatasetApi dataset, string folder, ILogger<ModelCache> log)
{
    /// <summary>The model's directory, its content verified.</summary>
    /// <exception cref="UnusableModelException">Dataset does not know the model.</exception>
    /// <exception cref="HttpRequestException">
    /// Dataset could not be reached, or the response is not what was asked for.
    /// </exception>
    public async Task<string> Get(string version, CancellationToken cancellationToken)
    {
        if (version.Length != 64 || !version.All(char.IsAsciiHexDigitLower))
        {
            throw new UnusableModelException(
                $"'{version}' is no model's version: 64 hexadecimal digits were expected."
            );
        }

        var path = Path.Combine(folder, version);
        if (Directory.Exists(path))
        {
            if (ModelDirectory.Version(await ModelDirectory.List(path, cancellationToken)) == version)
            {
                return path;
            }

            Corrupted(log, path);
            Discard(path);
        }
        Directory.CreateDirectory(folder);
        // Of several processes, one continues what an interrupted one has fetched.
        var part = Path.Combine(folder, $".{version}.part");
        using var claim = Claim($"{part}.lock");
        var fresh = claim is null ? Path.Combine(folder, $".{version}-{Guid.NewGuid():n}") : part;
        try
        {
            var files = await ModelDirectory.Fetch(dataset, version, fresh, cancellationToken);
            Fetched(log, version, files.Count, files.Sum(f => f.Bytes));
            Publish(fresh, path);
        }
        finally
        {
            if (Directory.Exists(fresh) && (claim is null || Directory.Exists(path)))
            {
                Directory.Delete(fresh, recursive: true);
            }
        }
        return path;
    }

    private static FileStream? Claim(string path)
    {
        try
        {
            return new FileStream(
                path,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Publish(string fresh, string path)
    {
        try
        {
            Directory.Move(fresh, path);
        }
        catch (IOException) when (Directory.Exists(path))
        {
            // Another process was faster; its directory has the same hash.
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
            // Another process was faster.
        }
    }

    [LoggerMessage(LogLevel.Information, "Fetched model {Version}: {Files} files, {Bytes} bytes")]
    private static partial void Fetched(ILogger log, string version, int files, long bytes);

    [LoggerMessage(LogLevel.Warning, "{Path} no longer matches its content hash; fetching it again")]
    private static partial void Corrupted(ILogger log, string path);
}

/// <summary>
/// The model cannot be used, and no retry will help. Everything that needs the model fails with this message.
/// </summary>
public sealed class UnusableModelException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The content itself cannot be used, so asking again would give the same result.</summary>
    public bool Lasts => InnerException is InvalidDataException or InvalidOperationException;
}

/// <summary>Registers a service's <see cref="ModelCache"/>.</summary>
public static class ModelCaching
{
    /// <param name="services">The service's collection.</param>
    /// <param name="folder">The cache's folder, from the service's options.</param>
    public static IServiceCollection AddModelCache(
        this IServiceCollection services,
        Func<IServiceProvider, string> folder
    ) => services.AddSingleton(s => ActivatorUtilities.CreateInstance<ModelCache>(s, folder(s)));
}
