namespace Platform.Workbench.SignIn;

/// <summary>Files that only their owner can read, written completely or not at all.</summary>
internal static class OwnerFile
{
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string part = path + ".part";
        File.Delete(part);
        var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(part, access))
        {
            writer.Write(text);
        }

        File.Move(part, path, overwrite: true);
    }
}
