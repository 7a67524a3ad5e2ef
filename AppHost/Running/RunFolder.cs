using System.Security.Cryptography;
using System.Text.Json;

namespace Platform.AppHost.Running;

/// <summary>
/// The folder of everything that runs: data, generated passwords (parameters.json), ports (ports.json) and the processes
/// (processes.json). One AppHost at a time holds it.
/// </summary>
internal sealed class RunFolder(string path) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly Dictionary<string, int> _ports = [];
    private FileStream? _lock;

    public string Path => path;

    /// <summary>Fails, with the holder's process id, while another AppHost runs here.</summary>
    public RunFolder Hold()
    {
        string owner = File("apphost.pid");
        try
        {
            Directory.CreateDirectory(path);
            _lock = new FileStream(File("apphost.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            System.IO.File.WriteAllText(owner, $"{Environment.ProcessId}\n");
            return this;
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

    public void Dispose() => _lock?.Dispose();

    public string File(string name) => System.IO.Path.Combine(path, name);

    /// <summary>The stored password of this name; the first call generates and stores it.</summary>
    public string Password(string name)
    {
        var kept = Read<SortedDictionary<string, string>>(File("parameters.json"));
        if (!kept.TryGetValue(name, out string? password))
        {
            kept[name] = password = RandomNumberGenerator.GetString(
                "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789",
                22
            );
            Write(File("parameters.json"), kept);
        }
        return password;
    }

    /// <summary>
    /// A port for this name: the previous one, if it is still free. Names that are not in use keep their ports.
    /// </summary>
    public int Port(string name)
    {
        if (_ports.TryGetValue(name, out int assigned))
        {
            return assigned;
        }
        var kept = Read<SortedDictionary<string, int>>(File("ports.json"));
        int port = Ports.Choose(
            kept.TryGetValue(name, out int before) ? before : null,
            [.. kept.Values, .. _ports.Values]
        );
        _ports[name] = kept[name] = port;
        Write(File("ports.json"), kept);
        return port;
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
            throw new DistributedApplicationException($"{file} cannot be read ({e.Message}). Delete it.");
        }
    }

    public static void Write<T>(string file, T value) => WriteText(file, JsonSerializer.Serialize(value, Json) + "\n");

    /// <summary>Writes a file completely or not at all, readable by the owner only.</summary>
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
}
