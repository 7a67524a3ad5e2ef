using Platform.ServiceDefaults;

namespace Platform.Trainer;

/// <summary>Puts a finished model into Dataset: its files by content, then the list of them. Again, it changes nothing.</summary>
internal sealed class Publication(IDatasetApi dataset, DatasetPatience patience)
{
    /// <summary>The model's version.</summary>
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
