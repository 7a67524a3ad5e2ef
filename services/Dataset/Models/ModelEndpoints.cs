using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Models;

/// <summary>Reward models over HTTP; scorers fetch their files here by content.</summary>
internal static class ModelEndpoints
{
    public static WebApplication MapModels(this WebApplication app)
    {
        app.MapGet("/models", List).WithSummary("Reward models, newest first");
        app.MapGet("/models/{version}/files", Files).WithSummary("Files of a reward model by its content hash");
        app.MapGet("/files/{sha256}", File).WithSummary("A file of any reward model by its SHA-256");
        return app;
    }

    private static Task<List<ModelSummary>> List(PlatformDb db, CancellationToken cancellationToken) =>
        (
            from model in db.RewardModels
            orderby model.Registered descending, model.Id descending
            select new ModelSummary(
                model.Name,
                model.Version,
                model.Kind,
                model.Classes,
                db.Pools.Where(p => p.Id == model.PoolId).Select(p => p.Name).FirstOrDefault(),
                db.ModelFiles.Where(f => f.RewardModelId == model.Id).Sum(f => f.Bytes),
                db.Scores.LongCount(s => s.RewardModelId == model.Id && s.Failure == null),
                model.Registered
            )
        ).ToListAsync(cancellationToken);

    private static async Task<IResult> Files(string version, PlatformDb db, CancellationToken cancellationToken)
    {
        var files = await (
            from model in db.RewardModels
            join file in db.ModelFiles on model.Id equals file.RewardModelId
            where model.Version == version
            orderby file.Path
            select new ModelFile(file.Path, file.Sha256, file.Bytes)
        ).ToListAsync(cancellationToken);
        return files.Count > 0
            ? Results.Ok(files.DistinctBy(f => f.Path))
            : Refusal.NotFound($"There is no reward model with the content hash '{version}'; GET /models lists them.");
    }

    private static IResult File(string sha256, FileStore files) =>
        files.Find(sha256) is { } path
            ? Results.File(path, "application/octet-stream")
            : Refusal.NotFound($"There is no model file with the SHA-256 '{sha256}'.");
}
