using System.Text.Json;

namespace Platform.Inference;

/// <summary>
/// What the first load of a model in place found on a machine: a file beside the model's directory in the cache. Later loads
/// are held to it.
/// </summary>
/// <param name="Sha256">Hash of each file's whole content by name.</param>
/// <param name="Expected">Reward models without a golden example of their own: its probabilities.</param>
/// <param name="Completion">Language models without a golden completion of their own: the completion.</param>
/// <param name="Type">What they were computed with; null: float32.</param>
public sealed record InPlaceRecord(
    IReadOnlyDictionary<string, string> Sha256,
    IReadOnlyList<IReadOnlyList<double>>? Expected,
    string? Completion,
    string? Type = null
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The record of the model in a directory; null if there is none.</summary>
    public static InPlaceRecord? Read(string model)
    {
        try
        {
            return File.Exists(PathOf(model))
                ? JsonSerializer.Deserialize<InPlaceRecord>(File.ReadAllBytes(PathOf(model)), Json)
                : null;
        }
        catch (JsonException)
        {
            // A process died while it wrote the file; the next one writes it again.
            return null;
        }
    }

    /// <summary>Records a model that has passed its self-test. Takes as long as reading its files.</summary>
    public static void Write(
        string model,
        InPlaceWeights weights,
        IReadOnlyList<IReadOnlyList<double>>? expected,
        string? completion,
        string type
    )
    {
        var hashes = weights.Paths.ToDictionary(p => Path.GetFileName(p), InPlaceFile.Hash);
        var fresh = $"{PathOf(model)}.{Guid.NewGuid():n}";
        File.WriteAllText(fresh, JsonSerializer.Serialize(new InPlaceRecord(hashes, expected, completion, type), Json));
        File.Move(fresh, PathOf(model), overwrite: true);
    }

    private static string PathOf(string model) =>
        $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(model))}.{InPlaceWeights.FileName}";
}
