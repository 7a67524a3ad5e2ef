using Platform.Dataset.Api;

namespace Platform.Dataset.Browsing;

/// <summary>HTTP endpoints to look into a pool: its problems, and the candidates of a problem.</summary>
internal static class BrowsingEndpoints
{
    /// <summary>Most problems or candidates in one response.</summary>
    private const int Most = 200;

    public static WebApplication MapBrowsing(this WebApplication app)
    {
        app.MapGet("/pools/{name}/problems", Problems)
            .WithSummary("Problems of a pool whose text contains the search, in its order");
        app.MapGet("/pools/{name}/problems/detail", Problem)
            .WithSummary("A problem by its key, with candidates, their scores and their labels");
        return app;
    }

    private static async Task<IResult> Problems(
        string name,
        string? search,
        int? skip,
        int? take,
        ProblemViews views,
        CancellationToken cancellationToken
    ) =>
        await views.Page(name, search ?? "", skip ?? 0, Math.Clamp(take ?? 50, 1, Most), cancellationToken) is { } page
            ? Results.Ok(page)
            : Refusal.NotFound($"There is no pool '{name}'; GET /pools lists them.");

    private static async Task<IResult> Problem(
        string name,
        string key,
        int? skip,
        int? take,
        ProblemViews views,
        CancellationToken cancellationToken
    ) =>
        await views.Detail(name, key, skip ?? 0, Math.Clamp(take ?? 16, 1, Most), cancellationToken) is { } problem
            ? Results.Ok(problem)
            : Refusal.NotFound($"There is no problem '{key}' in pool '{name}'; GET /pools/{name}/problems lists them.");
}
