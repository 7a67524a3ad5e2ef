using Microsoft.Extensions.DependencyInjection;
using Platform.Inference;
using Platform.RemoteScoring;

namespace Platform.Cli.Models;

/// <summary>Asks the server of a reward model that is served elsewhere for the golden example.</summary>
internal static class RemoteModelCheck
{
    /// <summary>Variables with the keys of servers; a scorer's settings have the same names.</summary>
    private const string KeyPrefix = "Scorer__RemoteKeys__";

    /// <summary>Fewer and shorter attempts than a scorer makes, because a person waits for the command.</summary>
    private static readonly RemoteScoringOptions Options = new(
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        Retries: 3,
        TimeSpan.FromSeconds(0.5)
    );

    /// <summary>Whether a directory has a manifest of a model that is served elsewhere.</summary>
    /// <exception cref="InvalidDataException">Its manifest is not valid.</exception>
    public static bool Applies(string directory) =>
        File.Exists(Path.Combine(directory, Manifest.FileName)) && RemoteRewardModels.IsRemote(directory);

    /// <returns>The model's name.</returns>
    /// <exception cref="CommandFailed">The server cannot be asked, or gives something else.</exception>
    public static async Task<string> Run(
        string directory,
        Func<string, string?> environment,
        TextWriter notes,
        CancellationToken cancellationToken
    )
    {
        var manifest = Manifest.Read(directory);
        string host = new Uri(manifest.Remote!.Address).Host;
        var keys = new Dictionary<string, string>();
        if (environment(KeyPrefix + host) is { Length: > 0 } key)
        {
            keys[host] = key;
        }

        await using var services = new ServiceCollection().AddRemoteScoring(_ => Options).BuildServiceProvider();
        notes.WriteLine($"Asking {manifest.Remote.Address} for the golden example of {manifest.Name}");
        try
        {
            using var model = await services
                .GetRequiredService<RemoteRewardModels>()
                .Open(directory, keys, cancellationToken);
            return model.Manifest.Name;
        }
        catch (HttpRequestException e)
        {
            throw new CommandFailed(Exit.Unreachable, $"{directory} was not added: {e.Message}", e);
        }
    }
}
