using Platform.Contracts;
using Platform.DatasetClient;

namespace Platform.Cli.Trainings;

/// <summary><c>--out</c>: a model's directory on the user's disk.</summary>
internal static class ModelOutput
{
    /// <summary>Checks the folder before hours of training: only an existing model may be replaced.</summary>
    /// <exception cref="CommandFailed">The folder contains something else.</exception>
    public static void Check(string folder)
    {
        if (File.Exists(folder))
        {
            throw new CommandFailed(Exit.Rejected, $"--out {folder}: a file is there; name a folder.");
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !IsModel(folder))
        {
            throw new CommandFailed(
                Exit.Rejected,
                $"--out {folder}: it holds something that is no model; name another folder, or empty it."
            );
        }
    }

    /// <summary>Writes the model completely or not at all; an existing model is replaced.</summary>
    public static async Task Write(
        DatasetConnection dataset,
        string version,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var part = $"{target}.{version[..8]}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await dataset.Ask(api => ModelDirectory.Fetch(api, version, part, cancellationToken), cancellationToken);
            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }

            Directory.Move(part, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed(Exit.Failed, $"Cannot write {folder}: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }
        }
    }

    private static bool IsModel(string folder) =>
        File.Exists(Path.Combine(folder, ModelManifests.RewardModel))
        || File.Exists(Path.Combine(folder, ModelManifests.LanguageModel));
}
