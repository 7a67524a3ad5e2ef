using System.Text.Json;

namespace Platform.Networks.Weights;

/// <summary>
/// The tensors of a directory by name, in one safetensors file or in shards that an index names. A file is 8 bytes with the
/// length of a JSON header, which has each tensor's type, shape and place, then the numbers. Only headers are read here.
/// </summary>
public sealed class Safetensors
{
    private readonly Dictionary<string, StoredTensor> _tensors = [];

    private Safetensors() { }

    /// <summary>Names of all tensors.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    /// <summary>Whether a tensor is bfloat16.</summary>
    public bool HasBFloat16 => _tensors.Values.Any(t => t.Type == "BF16");

    /// <summary>The tensor of a name; null if there is none.</summary>
    public StoredTensor? Find(string name) => _tensors.GetValueOrDefault(name);

    /// <summary>The tensor of a network's weight, whose name has a prefix in some checkpoints; null if there is none.</summary>
    public StoredTensor? FindWeight(string name) => Find(name) ?? Find($"pretrained_model.{name}");

    /// <summary>Reads the header of one file.</summary>
    /// <exception cref="InvalidDataException">The file is missing or not of this format.</exception>
    public static Safetensors Open(string path)
    {
        var tensors = new Safetensors();
        tensors.Add(path);
        return tensors;
    }

    /// <summary>Reads the headers of several files.</summary>
    /// <exception cref="InvalidDataException">A file is missing or not of this format.</exception>
    public static Safetensors Open(IEnumerable<string> paths)
    {
        var tensors = new Safetensors();
        foreach (var path in paths)
        {
            tensors.Add(path);
        }

        return tensors;
    }

    /// <summary>The same tensors in the files that links lead to, as the hub's cache has them.</summary>
    public Safetensors Resolved()
    {
        var resolved = new Safetensors();
        var targets = new Dictionary<string, string>();
        foreach (var (name, tensor) in _tensors)
        {
            if (!targets.TryGetValue(tensor.File, out var target))
            {
                target = targets[tensor.File] =
                    File.ResolveLinkTarget(tensor.File, returnFinalTarget: true)?.FullName
                    ?? Path.GetFullPath(tensor.File);
            }

            resolved._tensors[name] = tensor with { File = target };
        }
        return resolved;
    }

    /// <summary>
    /// Reads the headers of <c>model.safetensors</c>, or of the shards that <c>model.safetensors.index.json</c> names.
    /// </summary>
    /// <exception cref="InvalidDataException">
    /// A file is missing or not of this format, or a tensor is not where the index says.
    /// </exception>
    public static Safetensors OpenDirectory(string directory)
    {
        var index = Path.Combine(directory, "model.safetensors.index.json");
        if (!File.Exists(index))
        {
            return Open(Path.Combine(directory, "model.safetensors"));
        }

        var tensors = new Safetensors();
        using var json = Parse(index, File.ReadAllBytes(index));
        if (!json.RootElement.TryGetProperty("weight_map", out var map) || map.ValueKind != JsonValueKind.Object)
        {
            throw Unusable(index, "it has no weight_map");
        }

        var places = map.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "");
        foreach (var shard in places.Values.Distinct().Order(StringComparer.Ordinal))
        {
            if (shard.Length == 0 || Path.GetFileName(shard) != shard)
            {
                throw Unusable(index, $"'{shard}' is no file beside it");
            }

            tensors.Add(Path.Combine(directory, shard));
        }
        foreach (var (name, shard) in places)
        {
            if (tensors.Find(name) is not { } tensor || Path.GetFileName(tensor.File) != shard)
            {
                throw Unusable(index, $"{shard} does not hold {name}");
            }
        }

        return tensors;
    }

    private void Add(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path} is missing.");
        }

        using var file = File.OpenRead(path);
        var length = new byte[8];
        var size = file.ReadAtLeast(length, 8, throwOnEndOfStream: false) < 8 ? -1 : BitConverter.ToInt64(length);
        if (size < 0 || size > file.Length - 8 || size > int.MaxValue)
        {
            throw Unusable(path, "it is cut off or no safetensors file");
        }

        var header = new byte[size];
        file.ReadExactly(header);
        using var json = Parse(path, header);
        foreach (var entry in json.RootElement.EnumerateObject().Where(e => e.Name != "__metadata__"))
        {
            var tensor = Read(path, entry, 8 + size);
            if (tensor.Offset + tensor.Bytes > file.Length)
            {
                throw Unusable(path, $"it ends before the numbers of {entry.Name} do");
            }

            if (!_tensors.TryAdd(entry.Name, tensor))
            {
                throw Unusable(path, $"{_tensors[entry.Name].File} has a tensor {entry.Name}, too");
            }
        }
    }

    private static StoredTensor Read(string path, JsonProperty entry, long start)
    {
        try
        {
            var type = entry.Value.GetProperty("dtype").GetString()!;
            long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
            var offsets = entry.Value.GetProperty("data_offsets");
            var (from, to) = (offsets[0].GetInt64(), offsets[1].GetInt64());
            if (from < 0 || to < from || shape.Any(d => d < 0))
            {
                throw Unusable(path, $"{entry.Name} has an impossible place or shape");
            }

            if (
                StoredTensor.Size(type) is > 0 and var size
                && shape.Aggregate((long)size, (a, b) => a * b) != to - from
            )
            {
                throw Unusable(path, $"{entry.Name} of shape [{string.Join(", ", shape)}] has {to - from} bytes");
            }

            return new(entry.Name, type, shape, path, start + from, to - from);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Unusable(path, $"its header does not describe {entry.Name}: {e.Message}");
        }
    }

    private static JsonDocument Parse(string path, byte[] bytes)
    {
        try
        {
            var json = JsonDocument.Parse(bytes);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return json;
            }
        }
        catch (JsonException e)
        {
            throw Unusable(path, $"its header is no JSON: {e.Message}");
        }
        throw Unusable(path, "its header is no object");
    }

    private static InvalidDataException Unusable(string path, string why) =>
        new($"{path} cannot be read: {why}. Fetch the model again.");
}
