using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Platform.ServiceDefaults;

/// <summary>
/// Models on disk by their content hash, fetched from Dataset. A directory appears whole or not at all, so services can share
/// the folder; one whose content no longer has its hash is fetched again.
/// </summary>
/// <param name="folder">Where the directories stand, each named by its version.</param>
public sealed partial class ModelCache(IDatasetApi dataset, string folder, ILogger<ModelCache> log)
{
    /// <summary>The model's directory, its content verified.</summary>
    /// <exception cref="UnusableModelException">Dataset does not know it.</exception>
    /// <exception cref="HttpRequestException">Dataset could not be reached, or what came is not what was asked for.</exception>
    public async Task<string> Get(string version, CancellationToken cancellationToken)
    {
        if (version.Length != 64 || !version.All(char.IsAsciiHexDigitLower))
            throw new UnusableModelException(
                $"'{version}' is no model's version: 64 hexadecimal digits were expected."
            );
        var path = Path.Combine(folder, version);
        if (Directory.Exists(path))
        {
            if (ModelDirectory.Version(await ModelDirectory.List(path, cancellationToken)) == version)
                return path;
            Corrupted(log, path);
            Discard(path);
        }
        var fresh = Path.Combine(folder, $".{version}-{Guid.NewGuid():n}");
        try
        {
            var files = await ModelDirectory.Fetch(dataset, version, fresh, cancellationToken);
            Fetched(log, version, files.Count, files.Sum(f => f.Bytes));
            Publish(fresh, path);
        }
        finally
        {
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
        }
        return path;
    }

    private static void Publish(string fresh, string path)
    {
        try
        {
            Directory.Move(fresh, path);
        }
        catch (IOException) when (Directory.Exists(path))
        {
            // Another process was faster; what it put there has the same hash.
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

    [LoggerMessage(LogLevel.Warning, "{Path} no longer holds what its name says; it is fetched again")]
    private static partial void Corrupted(ILogger log, string path);
}

/// <summary>A model that no retry can make usable: the reason everything gets that needs it.</summary>
public sealed class UnusableModelException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Its content cannot be used; asking again would give the same.</summary>
    public bool Lasts => InnerException is InvalidDataException or InvalidOperationException;
}

/// <summary>Gives a service its <see cref="ModelCache"/>.</summary>
public static class ModelCaching
{
    /// <param name="services">The service's.</param>
    /// <param name="folder">Where it is kept, from the service's options.</param>
    public static IServiceCollection AddModelCache(
        this IServiceCollection services,
        Func<IServiceProvider, string> folder
    ) => services.AddSingleton(s => ActivatorUtilities.CreateInstance<ModelCache>(s, folder(s)));
}
