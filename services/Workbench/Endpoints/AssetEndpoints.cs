using Platform.Workbench.Assets;

namespace Platform.Workbench.Endpoints;

/// <summary>Serves the assets.</summary>
internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder app) =>
        app.MapGet(
            "/assets/{name}",
            (string name, AssetFiles assets, HttpResponse response) =>
            {
                if (assets.Find(name) is not { } asset)
                {
                    return Results.NotFound();
                }

                response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(asset.Content, asset.Type);
            }
        );
}
