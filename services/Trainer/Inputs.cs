using System.Security.Cryptography;
using Platform.DatasetClient;

namespace Platform.Trainer;

/// <summary>Fetches a training's inputs by content hash and verifies them.</summary>
internal sealed class Inputs(IDatasetApi dataset, ModelCache models, DatasetPatience patience)
{
    /// <summary>
    /// Path of the training set in the folder. A complete file that is already there is not fetched again.
    /// </summary>
    public async Task<string> TrainingSet(string sha256, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "examples.jsonl");
        if (!File.Exists(path) || await Hash(path, cancellationToken) != sha256)
        {
            await patience.Ask(() => Fetch(sha256, path, cancellationToken), cancellationToken);
        }

        return path;
    }

    /// <summary>The base model's directory.</summary>
    public Task<string> Base(string version, CancellationToken cancellationToken) =>
        patience.Ask(() => models.Get(version, cancellationToken), cancellationToken);

    private async Task Fetch(string sha256, string path, CancellationToken cancellationToken)
    {
        await using (var source = await dataset.GetTrainingSet(sha256, cancellationToken))
        await using (var target = File.Create(path))
        {
            await source.CopyToAsync(target, cancellationToken);
        }

        if (await Hash(path, cancellationToken) is var got && got != sha256)
        {
            throw new HttpRequestException($"Dataset gave a training set with the hash {got} for {sha256}.");
        }
    }

    private static async Task<string> Hash(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
