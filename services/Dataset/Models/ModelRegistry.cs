using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Dataset.Storage;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Models;

/// <summary>Knows the reward models: those under the models folder, by content, and those whose scores came with a pool.</summary>
internal sealed class ModelRegistry(
    PlatformDb db,
    FileStore files,
    IOptions<DatasetOptions> options,
    TimeProvider time,
    ILogger<ModelRegistry> log
)
{
    /// <summary>Registers what stands in the models folder; a directory that cannot be read is named in the log and passed over.</summary>
    public async Task Scan(CancellationToken cancellationToken)
    {
        if (options.Value.ModelsPath is not { Length: > 0 } root || !Directory.Exists(root))
        {
            log.NoModels(options.Value.ModelsPath);
            return;
        }

        foreach (var directory in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            if (!File.Exists(Path.Combine(directory, ModelDirectory.Manifest)))
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

    /// <summary>The newest version of each name, or the model whose content hash is given; null where there is none.</summary>
    public async Task<IReadOnlyList<(string Name, RewardModelRow? Row)>> Resolve(
        IReadOnlyList<string> names,
        long? pool,
        CancellationToken cancellationToken
    )
    {
        var rows = await db
            .RewardModels.AsNoTracking()
            .Where(m => names.Contains(m.Name) || names.Contains(m.Version))
            .Where(m => m.PoolId == null || m.PoolId == pool)
            .OrderByDescending(m => m.Registered)
            .ThenByDescending(m => m.Id)
            .ToListAsync(cancellationToken);
        return
        [
            .. names.Select(n => (n, rows.FirstOrDefault(m => m.Name == n || (m.PoolId == null && m.Version == n)))),
        ];
    }

    /// <summary>Names that can score any pool.</summary>
    public async Task<IReadOnlyList<string>> Names(CancellationToken cancellationToken) =>
        await db
            .RewardModels.Where(m => m.PoolId == null)
            .Select(m => m.Name)
            .Distinct()
            .OrderBy(n => n)
            .ToListAsync(cancellationToken);

    private async Task Register(string directory, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(directory, ModelDirectory.Manifest), cancellationToken);
        var manifest = JsonSerializer.Deserialize<RewardModelManifest>(text, JsonSerializerOptions.Web);
        if (manifest is not { Name.Length: > 0, Kind: "process" or "outcome", Classes.Count: > 0 })
        {
            throw new InvalidDataException("the manifest needs a name, a kind (process or outcome) and classes");
        }

        var list = await ModelDirectory.List(directory, cancellationToken);
        var version = ModelDirectory.Version(list);
        if (await db.RewardModels.AnyAsync(m => m.Name == manifest.Name && m.Version == version, cancellationToken))
        {
            return;
        }

        foreach (var file in list)
        {
            await files.Add(Path.Combine(directory, file.Path), file.Sha256, cancellationToken);
        }

        var row = new RewardModelRow
        {
            Name = manifest.Name,
            Version = version,
            Kind = manifest.Kind,
            Classes = [.. manifest.Classes],
            Manifest = text,
            Registered = time.GetUtcNow(),
        };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.RewardModels.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        db.ModelFiles.AddRange(
            list.Select(f => new ModelFileRow
            {
                RewardModelId = row.Id,
                Path = f.Path,
                Sha256 = f.Sha256,
                Bytes = f.Bytes,
            })
        );
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        log.ModelRegistered(manifest.Name, version, manifest.Kind);
    }
}
