using System.Runtime.InteropServices;

namespace Platform.Cli.Models;

/// <summary>
/// A temporary directory with a checkpoint's files as hard links, because ONNX Runtime refuses weights outside of the graph's
/// directory. Where links cannot be made, the files are copied.
/// </summary>
internal sealed partial class ModelFiles : IDisposable
{
    private ModelFiles(string directory) => Directory = directory;

    public string Directory { get; }

    /// <summary>Makes the directory on the checkpoint's file system if its parent can be written, else the system's.</summary>
    public static ModelFiles Beside(string checkpoint)
    {
        string name = $".{Path.GetFileName(checkpoint)}-{Guid.NewGuid():n}";
        try
        {
            return new(
                System.IO.Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(checkpoint)!, name)).FullName
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Temporary();
        }
    }

    /// <summary>Makes the directory among the system's temporary files.</summary>
    public static ModelFiles Temporary() => new(System.IO.Directory.CreateTempSubdirectory("platform-model-").FullName);

    public void Add(string file)
    {
        string target = Path.Combine(Directory, Path.GetFileName(file));
        // The hub's cache holds links to files that are named by their hash.
        string source = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        if (Link(source, target) != 0)
        {
            File.Copy(source, target);
        }
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string link);
}
