using System.Security.Cryptography;
using System.Text.Json;

namespace Platform.Inference;

/// <summary>
/// Where the weights of a model are that was registered in place: <c>in-place.json</c> in the model's directory. The files
/// are never copied. They are identified by their length, their time of change and the hash of their headers, which takes
/// milliseconds; the first load on a machine computes the hash of the whole content (<see cref="InPlaceRecord"/>).
/// </summary>
/// <param name="Machine">Name of the machine on which the model was registered.</param>
/// <param name="Directory">Directory of the files.</param>
/// <param name="Files">The files.</param>
public sealed record InPlaceWeights(string Machine, string Directory, IReadOnlyList<InPlaceFile> Files)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "in-place.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Describes files as they are now.</summary>
    /// <exception cref="InvalidDataException">They are not in one directory.</exception>
    public static InPlaceWeights Of(IReadOnlyList<string> files)
    {
        var directories = files.Select(f => Path.GetDirectoryName(f)!).Distinct().ToList();
        return directories is [var one]
            ? new(Environment.MachineName, one, [.. files.Select(InPlaceFile.Of)])
            : throw new InvalidDataException(
                $"its weights are in {directories.Count} directories: a model in place needs them in one. Add it without --in-place."
            );
    }

    /// <summary>The description in a model's directory; null if the weights are in that directory itself.</summary>
    /// <exception cref="InvalidDataException">It is not readable.</exception>
    public static InPlaceWeights? Find(string model)
    {
        var path = Path.Combine(model, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return
                JsonSerializer.Deserialize<InPlaceWeights>(File.ReadAllBytes(path), Json)
                    is { Directory: not null, Files: not null } found
                ? found
                : throw new InvalidDataException($"{path} names no files.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes the description into a model's directory.</summary>
    public void Write(string model) =>
        File.WriteAllText(Path.Combine(model, FileName), JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>Paths of the files.</summary>
    public IEnumerable<string> Paths => Files.Select(f => Path.Combine(Directory, f.Name));

    /// <summary>
    /// Checks that the files are those that were registered. A file that was only touched or copied is accepted if its whole
    /// hash is known and the same.
    /// </summary>
    /// <param name="known">What the first load recorded; null: nothing yet.</param>
    /// <exception cref="UnavailableModelException">A file is missing or has changed.</exception>
    public void Check(InPlaceRecord? known)
    {
        foreach (var file in Files)
        {
            var path = Path.Combine(Directory, file.Name);
            if (!File.Exists(path))
            {
                throw new UnavailableModelException(
                    $"{path} is missing; the model was registered in place on {Machine}. Put the file back, use it on that machine, "
                        + "or add the checkpoint again without --in-place."
                );
            }

            var now = InPlaceFile.Of(path);
            var change =
                now.Bytes != file.Bytes ? $"it had {file.Bytes} bytes and has {now.Bytes}"
                : now.Header != file.Header ? "its header is another one"
                : now.Modified == file.Modified ? null
                : known is null ? $"it was written at {now.Modified:O}, and its content has not been hashed yet"
                : known.Sha256.GetValueOrDefault(file.Name) == InPlaceFile.Hash(path) ? null
                : "its content is another one";
            if (change is not null)
            {
                throw new UnavailableModelException(
                    $"{path} has changed since it was registered in place: {change}. Restore it, or add the checkpoint again."
                );
            }
        }
    }
}

/// <summary>A file of weights in place.</summary>
/// <param name="Name">Its name in the directory.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Modified">When it was last written, UTC.</param>
/// <param name="Header">SHA-256 of its safetensors header: names, types, shapes and places of all tensors.</param>
public sealed record InPlaceFile(string Name, long Bytes, DateTime Modified, string Header)
{
    private const int LengthBytes = 8;
    private const int LongestHeader = 100_000_000;

    /// <summary>Describes a file as it is now.</summary>
    public static InPlaceFile Of(string path)
    {
        using var file = File.OpenRead(path);
        var length = new byte[LengthBytes];
        var read = file.ReadAtLeast(length, LengthBytes, throwOnEndOfStream: false);
        var header = read < LengthBytes ? 0 : BitConverter.ToInt64(length);
        var bytes = new byte[LengthBytes + Math.Clamp(header, 0, Math.Min(LongestHeader, file.Length - read))];
        file.Position = 0;
        file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return new(
            Path.GetFileName(path),
            file.Length,
            File.GetLastWriteTimeUtc(path),
            Convert.ToHexStringLower(SHA256.HashData(bytes))
        );
    }

    /// <summary>SHA-256 of a file's whole content.</summary>
    public static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
