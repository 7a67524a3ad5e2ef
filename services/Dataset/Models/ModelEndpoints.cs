using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Json;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Models;

/// <summary>
/// HTTP endpoints for models. Workers that run a model fetch its files by content hash, and workers that train one upload
/// them.
/// </summary>
internal static class ModelEndpoints
{
    public static WebApplication MapModels(this WebApplication app)
    {
        app.MapGet("/models", List).WithSummary("Models, newest first");
        app.MapGet("/models/{nameOrVersion}", Get).WithSummary("A model by content hash, or the newest of that name");
        app.MapGet("/models/{version}/files", Files).WithSummary("Files of a model by its content hash");
        app.MapPut("/models/{version}", Put).WithSummary("Registers a model from uploaded files; the body lists them");
        return app.MapFiles();
    }

    private static Task<List<ModelSummary>> List(PlatformDb db, CancellationToken cancellationToken) =>
        Summaries(db, db.Models, cancellationToken);

    private static async Task<IResult> Get(
        string nameOrVersion,
        string? kind,
        PlatformDb db,
        CancellationToken cancellationToken
    ) =>
        (
            await Summaries(
                db,
                db.Models.Where(m =>
                        m.PoolId == null
                        && (m.Name == nameOrVersion || m.Version == nameOrVersion)
                        && (kind == null || m.Kind == kind)
                    )
                    .OrderByDescending(m => m.Registered)
                    .ThenByDescending(m => m.Id)
                    .Take(1),
                cancellationToken
            )
        ).SingleOrDefault()
            is { } model
            ? Results.Ok(model)
            : Refusal.NotFound(
                $"There is no {kind ?? ""}{(kind is null ? "" : " ")}model with the name or content hash '{nameOrVersion}'; GET /models lists them."
            );

    private static Task<List<ModelSummary>> Summaries(
        PlatformDb db,
        IQueryable<ModelRow> models,
        CancellationToken cancellationToken
    ) =>
        (
            from model in models
            orderby model.Registered descending, model.Id descending
            select new ModelSummary(
                model.Name,
                model.Version,
                model.Kind,
                model.Classes,
                db.Pools.Where(p => p.Id == model.PoolId).Select(p => p.Name).FirstOrDefault(),
                db.ModelFiles.Where(f => f.ModelId == model.Id).Sum(f => f.Bytes),
                db.Scores.LongCount(s => s.ModelId == model.Id && s.Failure == null),
                model.Registered
            )
        ).ToListAsync(cancellationToken);

    private static async Task<IResult> Files(string version, PlatformDb db, CancellationToken cancellationToken)
    {
        var files = await (
            from model in db.Models
            join file in db.ModelFiles on model.Id equals file.ModelId
            where model.Version == version
            orderby file.Path
            select new ModelFile(file.Path, file.Sha256, file.Bytes)
        ).ToListAsync(cancellationToken);
        return files.Count > 0
            ? Results.Ok(files.DistinctBy(f => f.Path))
            : Refusal.NotFound($"There is no model with the content hash '{version}'; GET /models lists them.");
    }

    private static async Task<IResult> Put(
        string version,
        List<ModelFile> files,
        ModelRegistry registry,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await registry.Publish(version, files, cancellationToken);
            return Results.NoContent();
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            return Refusal.Invalid(
                $"The model was not registered: {(e is JsonException ? NotJson.Reason(e) : e.Message)}."
            );
        }
    }
}
