using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Networks.Weights;
using Platform.Training.Modules;
using static TorchSharp.torch;

namespace Platform.Training.Runs;

/// <summary>
/// A folder with a run's weights and moments in a safetensors file and its state in <c>state.json</c>, from which the run
/// resumes and gives the same bits. The state names the tensors' file; it is written beside the old state, flushed, then
/// moved into its place, so a run that dies at any moment leaves one of the two complete.
/// </summary>
internal static class Checkpoint
{
    private const string StateFile = "state.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(string folder, RunState state, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        Directory.CreateDirectory(folder);
        var name = $"step-{state.Step}.safetensors";
        var path = Path.Combine(folder, name);
        TensorFile.Write(path + ".new", tensors);
        var hash = Hash(path + ".new");
        File.Move(path + ".new", path, overwrite: true);
        var fresh = Path.Combine(folder, StateFile + ".new");
        using (var file = new FileStream(fresh, FileMode.Create))
        {
            JsonSerializer.Serialize(file, state with { Tensors = name, Sha256 = hash }, Json);
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, Path.Combine(folder, StateFile), overwrite: true);
        foreach (var other in Directory.GetFiles(folder).Where(f => Path.GetFileName(f) is not StateFile && f != path))
        {
            File.Delete(other);
        }
    }

    /// <summary>The state of the last checkpoint; null if there is none or its tensors are not as they were written.</summary>
    public static RunState? Read(string folder)
    {
        var path = Path.Combine(folder, StateFile);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var state = JsonSerializer.Deserialize<RunState>(File.ReadAllBytes(path), Json);
            return
                state is { Tensors: { } name, Sha256: { } hash, Plan: not null, Curve: not null }
                && Path.Combine(folder, name) is var tensors
                && File.Exists(tensors)
                && Hash(tensors) == hash
                ? state
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Fills tensors with those of the checkpoint. False if it has other ones; then nothing has changed.
    /// </summary>
    public static bool Fill(string folder, RunState state, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        var file = Safetensors.Open(Path.Combine(folder, state.Tensors!));
        if (
            file.Names.Count() != tensors.Count
            || tensors.Any(t => file.Find(t.Name) is not { } stored || !stored.Shape.SequenceEqual(t.Value.shape))
        )
        {
            return false;
        }

        using var off = no_grad();
        foreach (var (name, value) in tensors)
        {
            using var stored = TensorFile.Read(file.Find(name)!);
            value.copy_(stored);
        }
        return true;
    }

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
