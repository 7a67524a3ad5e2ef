using System.Text.Json;

namespace Aspire.Hosting.Native;

/// <summary>
/// The folder of everything that runs: data, generated passwords (parameters.json), ports (ports.json) and what is
/// running (processes.json). One AppHost at a time holds it.
/// </summary>
internal sealed class RunFolder(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly Lock _files = new();

    public string Path => path;

    public string ProcessesFile => File("processes.json");

    /// <summary>Refused, with the holder's process id, while another AppHost runs here.</summary>
    public IDisposable Hold()
    {
        Directory.CreateDirectory(path);
        string owner = File("apphost.pid");
        try
        {
            var held = new FileStream(
                File("apphost.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            System.IO.File.WriteAllText(owner, $"{Environment.ProcessId}\n");
            return held;
        }
        catch (IOException)
        {
            string pid = System.IO.File.Exists(owner) ? System.IO.File.ReadAllText(owner).Trim() : "unknown";
            throw new DistributedApplicationException(
                $"The platform already runs from {path} (process {pid}). Use it as it is, stop it first (Ctrl-C there, or "
                    + $"kill {pid}), or start this one with --RunDirectory=ANOTHER-FOLDER."
            );
        }
        catch (UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"{path} belongs to another user: run as that user, delete it, or use --RunDirectory=ANOTHER-FOLDER."
            );
        }
    }

    /// <summary>The value kept under this name; kept from now on where there was none.</summary>
    public string Keep(string name, ApplicationModel.ParameterDefault value)
    {
        lock (_files)
        {
            var kept = Read<SortedDictionary<string, string>>(File("parameters.json"));
            if (!kept.TryGetValue(name, out string? found))
            {
                kept[name] = found = value.GetDefaultValue();
                Write(File("parameters.json"), kept);
            }
            return found;
        }
    }

    /// <summary>A port for each name: the one it had before, if that is still free.</summary>
    public IReadOnlyDictionary<string, int> AssignPorts(IEnumerable<string> names)
    {
        var before = Read<SortedDictionary<string, int>>(File("ports.json"));
        var now = new SortedDictionary<string, int>();
        foreach (string name in names)
        {
            now[name] = Ports.Choose(before.TryGetValue(name, out int port) ? port : null, now.Values);
        }
        // Names that are not in use now keep theirs: a fourth scorer comes back to its port.
        Write(
            File("ports.json"),
            new SortedDictionary<string, int>(
                before.Concat(now).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Last().Value)
            )
        );
        return now;
    }

    public static T Read<T>(string file)
        where T : new()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(System.IO.File.ReadAllText(file), Json) ?? new T();
        }
        catch (IOException)
        {
            return new T();
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException(
                $"{file} is not what was written there ({e.Message}). Delete it."
            );
        }
    }

    public static void Write<T>(string file, T value) => WriteText(file, JsonSerializer.Serialize(value, Json) + "\n");

    /// <summary>Whole or not at all, for the owner's eyes only.</summary>
    public static void WriteText(string file, string text)
    {
        string partial = file + ".new";
        System.IO.File.Delete(partial);
        var options = new FileStreamOptions
        {
            // Never through a link that another user of the folder has put there.
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var writer = new StreamWriter(partial, options))
        {
            writer.Write(text);
        }
        System.IO.File.Move(partial, file, overwrite: true);
    }

    private string File(string name) => System.IO.Path.Combine(path, name);
}
