using System.Text.Json;
using Platform.Contracts;
using Platform.DatasetClient;

namespace Platform.Workbench.Models;

/// <summary>Reads where models come from, which the files of trained models say.</summary>
internal sealed class ModelLineages(IDatasetApi dataset)
{
    /// <summary>Null if the model has no such file, or it is of another program.</summary>
    public async Task<TrainingLineage?> Of(string version, CancellationToken cancellationToken)
    {
        var files = await dataset.GetModelFiles(version, cancellationToken);
        if (files.FirstOrDefault(f => f.Path == ModelManifests.Training) is not { } file)
        {
            return null;
        }

        using var answer = await dataset.GetFile(file.Sha256, cancellationToken: cancellationToken);
        if (answer.Error is { } error)
        {
            throw error;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<TrainingLineage>(
                answer.Content!,
                JsonSerializerOptions.Web,
                cancellationToken
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
