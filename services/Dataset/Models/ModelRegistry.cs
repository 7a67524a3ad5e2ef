using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Dataset.Json;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;
using Platform.DatasetClient;

namespace Platform.Dataset.Models;

/// <summary>
/// Registers and finds models: those in the models folder and trained ones, by content hash, and those whose scores were
/// imported with a pool.
/// </summary>
internal sealed class ModelRegistry(
    PlatformDb db,
    FileStore files,
    IOptions<DatasetOptions> options,
    TimeProvider time,
    ILogger<ModelRegistry> log
)
{
    /// <summary>Registers the models in the models folder; a directory that cannot be read is logged and skipped.</summary>
    public async Task Scan(CancellationToken cancellationToken)
    {
        if (options.Value.ModelsPath is not { Length: > 0 } root || !Directory.Exists(root))
        {
            log.NoModels(options.Value.ModelsPath);
            return;
        }

        foreach (var directory in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            if (
                !File.Exists(Path.Combine(directory, ModelManifests.RewardModel))
                && !File.Exists(Path.Combine(directory, ModelManifests.LanguageModel))
            )
            {
                continue;
            }

            try
            {
                await Register(directory, cancellationToken);
            }
            catch (Exception e)
                when (e is IOException or JsonException or UnauthorizedAccessException or InvalidDataException)
            {
                log.ModelUnreadable(directory, e is System.Text.Json.JsonException ? NotJson.Reason(e) : e.Message);
            }
        }
    }

    /// <summary>Resolves each name to its newest version, or a content hash to its model; null for an unknown name.</summary>
    public async Task<IReadOnlyList<(string Name, ModelRow? Row)>> Resolve(
        IReadOnlyList<string> names,
        long? pool,
        CancellationToken cancellationToken
    )
    {
        var rows = await db
            .Models.AsNoTracking()
            .Where(m => names.Contains(m.Name) || names.Contains(m.Version))
            .Where(m => m.PoolId == null || m.PoolId == pool)
            // A language model is included only so that the rejection can say that it cannot score.
            .OrderBy(m => m.Kind == ModelKind.Language)
            .ThenByDescending(m => m.Registered)
            .ThenByDescending(m => m.Id)
            .ToListAsync(cancellationToken);
        return
        [
            .. names.Select(n => (n, rows.FirstOrDefault(m => m.Name == n || (m.PoolId == null && m.Version == n)))),
        ];
    }

    /// <summary>
    /// Finds a model of any kind by name (the newest) or content hash, except imported scores; returns null if there is
    /// none.
    /// </summary>
    public Task<ModelRow?> Find(string name, CancellationToken cancellationToken) =>
        db
            .Models.AsNoTracking()
            .Where(m => m.PoolId == null && (m.Name == name || m.Version == name))
            .OrderByDescending(m => m.Registered)
            .ThenByDescending(m => m.Id)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Finds a language model by name (the newest) or content hash; returns null for an unknown name.</summary>
    public Task<ModelRow?> FindLanguageModel(string name, CancellationToken cancellationToken) =>
        db
            .Models.AsNoTracking()
            .Where(m => m.Kind == ModelKind.Language && (m.Name == name || m.Version == name))
            .OrderByDescending(m => m.Registered)
            .ThenByDescending(m => m.Id)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Returns the names of reward models that can score any pool.</summary>
    public Task<IReadOnlyList<string>> Names(CancellationToken cancellationToken) =>
        Names(ModelKind.Scoring, cancellationToken);

    /// <summary>Returns the names of models of these kinds.</summary>
    public async Task<IReadOnlyList<string>> Names(string[] kinds, CancellationToken cancellationToken) =>
        await db
            .Models.Where(m => m.PoolId == null && kinds.Contains(m.Kind))
            .Select(m => m.Name)
            .Distinct()
            .OrderBy(n => n)
            .ToListAsync(cancellationToken);

    /// <summary>Registers a model whose files are already in the store. Repeating it changes nothing.</summary>
    /// <param name="version">The content hash that the sender computed.</param>
    /// <param name="list">Every file of the directory.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="InvalidDataException">
    /// The files do not match the version, are not all in the store, or are not a model.
    /// </exception>
    /// <exception cref="JsonException">The manifest is not JSON.</exception>
    public async Task Publish(string version, IReadOnlyList<ModelFile> list, CancellationToken cancellationToken)
    {
        if (list.FirstOrDefault(f => !IsInside(f.Path)) is { } outside)
        {
            throw new InvalidDataException($"'{outside.Path}' is no path within a model's directory");
        }

        if (ModelDirectory.Version(list) is var real && real != version)
        {
            throw new InvalidDataException($"these files make the version {real}, not {version}");
        }

        if (list.FirstOrDefault(f => files.Find(f.Sha256) is null) is { } missing)
        {
            throw new InvalidDataException($"{missing.Path} is not here: PUT /files/{missing.Sha256} first");
        }

        var manifest = Described.Manifest(list.Select(f => f.Path));
        var text = await File.ReadAllTextAsync(
            files.Find(list.First(f => f.Path == manifest).Sha256)!,
            cancellationToken
        );
        await Write(Described.Read(manifest, text), text, version, list, cancellationToken);
    }

    private async Task Register(string directory, CancellationToken cancellationToken)
    {
        var list = await ModelDirectory.List(directory, cancellationToken);
        var manifest = Described.Manifest(list.Select(f => f.Path));
        var text = await File.ReadAllTextAsync(Path.Combine(directory, manifest), cancellationToken);
        var described = Described.Read(manifest, text);
        foreach (var file in list)
        {
            await files.Add(Path.Combine(directory, file.Path), file.Sha256, cancellationToken);
        }

        await Write(described, text, ModelDirectory.Version(list), list, cancellationToken);
    }

    private async Task Write(
        Described model,
        string manifest,
        string version,
        IReadOnlyList<ModelFile> list,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Otherwise two concurrent registrations of the same model would both find that it does not exist.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext({version}))", cancellationToken);
        if (await db.Models.AnyAsync(m => m.Name == model.Name && m.Version == version, cancellationToken))
        {
            return;
        }

        var row = new ModelRow
        {
            Name = model.Name,
            Version = version,
            Kind = model.Kind,
            Classes = [.. model.Classes],
            Manifest = manifest,
            Registered = time.GetUtcNow(),
        };
        db.Models.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        db.ModelFiles.AddRange(
            list.Select(f => new ModelFileRow
            {
                ModelId = row.Id,
                Path = f.Path,
                Sha256 = f.Sha256,
                Bytes = f.Bytes,
            })
        );
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        log.ModelRegistered(model.Name, version, model.Kind);
    }

    private static bool IsInside(string path) =>
        path.Length is > 0 and <= 500
        && !path.Contains('\\')
        && !path.Contains('\0')
        && path.Split('/').All(p => p is not ("" or "." or ".."));
}
