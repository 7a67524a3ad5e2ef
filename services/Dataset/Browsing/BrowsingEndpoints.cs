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
        app.MapGet("/pools/{name}/problems.csv", ProblemsCsv).WithSummary("The same problems as CSV, all of them");
        app.MapGet("/pools/{name}/problems/detail", Problem)
            .WithSummary("A problem by its key, with candidates, their scores and their labels");
        app.MapGet("/pools/{name}/problems/candidates.csv", CandidatesCsv)
            .WithSummary("All candidates of a problem with their scores, as CSV");
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
            : NoPool(name);

    private static async Task<IResult> ProblemsCsv(
        string name,
        string? search,
        ProblemViews views,
        CancellationToken cancellationToken
    ) =>
        await views.Page(name, search ?? "", 0, int.MaxValue, cancellationToken) is { } page
            ? CsvText.Result(BrowsingCsv.Problems(page))
            : NoPool(name);

    private static async Task<IResult> Problem(
        string name,
        string key,
        int? skip,
        int? take,
        int? sample,
        ProblemViews views,
        CancellationToken cancellationToken
    ) =>
        await views.Detail(name, key, skip ?? 0, Math.Clamp(take ?? 16, 1, Most), sample, cancellationToken)
            is { } problem
            ? Results.Ok(problem)
            : NoProblem(name, key);

    private static async Task<IResult> CandidatesCsv(
        string name,
        string key,
        ProblemViews views,
        CancellationToken cancellationToken
    ) =>
        await views.Detail(name, key, 0, int.MaxValue, null, cancellationToken) is { } problem
            ? CsvText.Result(BrowsingCsv.Candidates(problem))
            : NoProblem(name, key);

    private static IResult NoPool(string name) =>
        Refusal.NotFound($"There is no pool '{name}'; GET /pools lists them.");

    private static IResult NoProblem(string name, string key) =>
        Refusal.NotFound($"There is no problem '{key}' in pool '{name}'; GET /pools/{name}/problems lists them.");
}
