using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Workbench.Jobs;
using Platform.Workbench.Pages;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>The administrator's pages.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", Home).RequireAuthorization(Roles.LabellingPolicy);
        app.MapGet("/jobs", Jobs);
        app.MapGet("/jobs/{id:guid}", Job);
        app.MapGet("/pools", Pools);
        app.MapGet("/pools/{name}", Pool);
        app.MapGet("/pools/{name}/problem", Problem);
        // A type that no form of another site can send.
        app.MapPost("/pools/{name}/import", Import)
            .Accepts<Stream>("application/octet-stream")
            .WithMetadata(new DisableRequestSizeLimitAttribute());
        app.MapGet("/models", Models);
    }

    /// <summary>A labeller's home is the next task.</summary>
    private static async Task<IResult> Home(
        HttpContext context,
        JobLines jobs,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    ) =>
        context.User.IsInRole(Roles.Administrator)
            ? new RazorComponentResult<HomePage>(
                new
                {
                    Lines = await jobs.List(null, cancellationToken),
                    Rounds = await dataset.GetRounds(cancellationToken),
                }
            )
            : Results.LocalRedirect("/label");

    private static async Task<RazorComponentResult<JobsPage>> Jobs(
        string? kind,
        JobLines jobs,
        CancellationToken cancellationToken
    ) => new(new { Kind = kind, Lines = await jobs.List(kind, cancellationToken) });

    private static async Task<RazorComponentResult<JobPage>> Job(
        Guid id,
        JobLines jobs,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        var line = await jobs.Get(id, cancellationToken);
        var rounds = line.Job.Kind == JobKinds.Labelling ? await dataset.GetRounds(cancellationToken) : [];
        return new(new { Line = line, Round = rounds.FirstOrDefault(r => r.Id == id) });
    }

    private static async Task<RazorComponentResult<PoolsPage>> Pools(
        IDatasetApi dataset,
        CancellationToken cancellationToken
    ) => new(new { Pools = await dataset.GetPools(cancellationToken) });

    private static async Task<RazorComponentResult<PoolPage>> Pool(
        string name,
        string? search,
        int? skip,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        int from = Math.Max(0, skip ?? 0);
        return new(
            new
            {
                Page = await dataset.GetProblems(name, search, from, PoolPage.Take, cancellationToken),
                Search = search,
                Skip = from,
            }
        );
    }

    private static async Task<RazorComponentResult<ImportReport>> Import(
        string name,
        HttpRequest request,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    ) => new(new { Result = await dataset.Import(name, null, request.Body, cancellationToken) });

    private static async Task<RazorComponentResult<CandidatesPage>> Problem(
        string name,
        string key,
        int? skip,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        int from = Math.Max(0, skip ?? 0);
        return new(
            new
            {
                Detail = await dataset.GetProblem(name, key, from, CandidatesPage.Take, cancellationToken),
                Skip = from,
            }
        );
    }

    private static async Task<RazorComponentResult<ModelsPage>> Models(
        IDatasetApi dataset,
        CancellationToken cancellationToken
    ) =>
        new(
            new
            {
                Models = await dataset.GetModels(cancellationToken),
                Trainings = await dataset.GetTrainings(cancellationToken),
            }
        );
}
