using System.Text.Json;
using Platform.Contracts;

namespace Platform.Dataset.Models;

/// <summary>The fields of a model's manifest that Dataset uses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">One of <see cref="ModelKind"/>.</param>
/// <param name="Classes">A reward model's probability columns; a language model has none.</param>
internal sealed record Described(string Name, string Kind, IReadOnlyList<string> Classes)
{
    /// <summary>Finds the manifest among a directory's files.</summary>
    /// <exception cref="InvalidDataException">There is no manifest, or there are two.</exception>
    public static string Manifest(IEnumerable<string> paths) =>
        paths.Where(p => p is ModelManifests.RewardModel or ModelManifests.LanguageModel).ToList() switch
        {
            [var one] => one,
            [] => throw new InvalidDataException(
                $"a model's directory needs a manifest: {ModelManifests.RewardModel} or {ModelManifests.LanguageModel}"
            ),
            _ => throw new InvalidDataException(
                $"{ModelManifests.RewardModel} and {ModelManifests.LanguageModel} are in one directory; keep one of them"
            ),
        };

    /// <exception cref="InvalidDataException">Something required is missing or wrong.</exception>
    /// <exception cref="JsonException">The text is not JSON of a manifest's shape.</exception>
    public static Described Read(string path, string text)
    {
        var described = path == ModelManifests.RewardModel ? RewardModel(text) : LanguageModel(text);
        return Names.IsValid(described.Name)
            ? described
            : throw new InvalidDataException($"'{described.Name}' is not a valid name for a model: use {Names.Rule}");
    }

    private static Described RewardModel(string text) =>
        JsonSerializer.Deserialize<RewardModelManifest>(text, JsonSerializerOptions.Web)
            is { Name.Length: > 0, Kind: ModelKind.Process or ModelKind.Outcome, Classes.Count: > 0 } manifest
            ? new(manifest.Name, manifest.Kind, manifest.Classes)
            : throw new InvalidDataException("the manifest needs a name, a kind (process or outcome) and classes");

    private static Described LanguageModel(string text) =>
        JsonSerializer.Deserialize<LanguageModelManifest>(text, JsonSerializerOptions.Web)
            is { Name.Length: > 0 } manifest
            ? new(manifest.Name, ModelKind.Language, [])
            : throw new InvalidDataException("the manifest needs a name");
}
