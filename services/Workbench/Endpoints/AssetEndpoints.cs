using Microsoft.Net.Http.Headers;
using Platform.Workbench.Assets;

namespace Platform.Workbench.Endpoints;

/// <summary>Serves the assets, compressed as the browser accepts it.</summary>
internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder app) =>
        app.MapGet(
            "/assets/{name}",
            (string name, AssetFiles assets, HttpRequest request, HttpResponse response) =>
            {
                if (assets.Find(name) is not { } asset)
                {
                    return Results.NotFound();
                }

                response.Headers.CacheControl = "public, max-age=31536000, immutable";
                if (asset.Brotli is null || asset.Gzip is null)
                {
                    return Results.Bytes(asset.Content, asset.Type);
                }

                response.Headers.Vary = HeaderNames.AcceptEncoding;
                if (Accepts(request, "br"))
                {
                    response.Headers.ContentEncoding = "br";
                    return Results.Bytes(asset.Brotli, asset.Type);
                }

                if (Accepts(request, "gzip"))
                {
                    response.Headers.ContentEncoding = "gzip";
                    return Results.Bytes(asset.Gzip, asset.Type);
                }

                return Results.Bytes(asset.Content, asset.Type);
            }
        );

    private static bool Accepts(HttpRequest request, string encoding) =>
        request
            .GetTypedHeaders()
            .AcceptEncoding.Any(e =>
                e.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && e.Quality is not 0.0
            );
}
