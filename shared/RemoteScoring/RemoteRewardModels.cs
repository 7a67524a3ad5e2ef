using System.Net.Http.Headers;
using Platform.Inference;

namespace Platform.RemoteScoring;

/// <summary>Opens reward models that are served elsewhere.</summary>
public sealed class RemoteRewardModels(IHttpClientFactory clients)
{
    /// <summary>Whether a model's directory says that it is served elsewhere.</summary>
    /// <exception cref="InvalidDataException">The manifest is missing or not valid.</exception>
    public static bool IsRemote(string directory) => Manifest.Read(directory).Remote is not null;

    /// <summary>Opens the model of a directory and checks it against its golden example.</summary>
    /// <param name="directory">The manifest, and the tokenizer if the server takes token ids.</param>
    /// <param name="keys">Bearer tokens by the server's host name.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="InvalidDataException">
    /// Manifest, tokenizer and golden example do not match the server; the message says how.
    /// </exception>
    /// <exception cref="HttpRequestException">The server cannot be asked; the message says why.</exception>
    public async Task<RemoteRewardModel> Open(
        string directory,
        IReadOnlyDictionary<string, string> keys,
        CancellationToken cancellationToken
    )
    {
        var manifest = Manifest.Read(directory);
        var remote =
            manifest.Remote
            ?? throw new InvalidDataException($"{directory} is not served elsewhere: its manifest has no 'remote'.");
        var http = clients.CreateClient(RemoteScoringSetup.Client);
        http.BaseAddress = new Uri(remote.Address.TrimEnd('/'));
        if (keys.GetValueOrDefault(http.BaseAddress.Host) is { Length: > 0 } key)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        var model = new RemoteRewardModel(manifest, RemoteSource.For(manifest, directory, http));
        try
        {
            await model.CheckGolden(directory, cancellationToken);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
