using Platform.DatasetClient;

namespace Platform.Trainer;

/// <summary>
/// Uploads a finished model to Dataset: its files by content hash, then the list of them. Repeating it changes nothing.
/// </summary>
internal sealed class Publication(IDatasetApi dataset, DatasetPatience patience)
{
    /// <summary>Uploads the model and returns its version.</summary>
    public async Task<string> Publish(string directory, CancellationToken cancellationToken)
    {
        var files = await ModelDirectory.List(directory, cancellationToken);
        var version = ModelDirectory.Version(files);
        foreach (var file in files)
            await patience.Ask(
                async () =>
                {
                    await using var content = File.OpenRead(Path.Combine(directory, file.Path));
                    await dataset.PutFile(file.Sha256, content, cancellationToken);
                },
                cancellationToken
            );
        await patience.Ask(() => dataset.PutModel(version, files, cancellationToken), cancellationToken);
        return version;
    }
}
