using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Workbench.Jobs;
using Platform.Workbench.Models;
using Platform.Workbench.Pages;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>The administrator's pages.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", Home).RequireAuthorization(Roles.SignedInPolicy);
        app.MapGet("/jobs", Jobs);
        app.MapGet("/jobs/{id:guid}", Job);
        app.MapGet("/pools", Pools);
        app.MapGet("/pools/{name}", Pool);
        app.MapGet("/pools/{name}/problem", Problem);
        // A type that no form of another site can send.
        app.MapPost("/pools/{name}/import", Import)
            .Accepts<Stream>("application/octet-stream")
            .WithMetadata(new DisableRequestSizeLimitAttribute());
        app.MapGet("/searches/{id:guid}", Search);
        app.MapGet("/searches/{id:guid}/problem", SearchTree);
        app.MapGet("/models", Models);
        app.MapGet("/models/{version}", Model);
    }

    /// <summary>The home of labellers and adjudicators is the next task.</summary>
    private static async Task<IResult> Home(HttpContext context, JobReader jobs, CancellationToken cancellationToken) =>
        context.User.IsInRole(Roles.Administrator) || context.User.IsInRole(Roles.Reader)
            ? new RazorComponentResult<HomePage>(new { View = await jobs.Home(cancellationToken) })
            : Results.LocalRedirect("/label");

    private static async Task<RazorComponentResult<JobsPage>> Jobs(
        string? kind,
        JobLines jobs,
        CancellationToken cancellationToken
    ) => new(new { Kind = kind, Lines = await jobs.List(kind, cancellationToken) });

    private static async Task<RazorComponentResult<JobPage>> Job(
        Guid id,
        JobReader jobs,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        var view = await jobs.Job(id, cancellationToken);
        var rounds = view.Line.Job.Kind == JobKinds.Labelling ? await dataset.GetRounds(cancellationToken) : [];
        var round = rounds.FirstOrDefault(r => r.Id == id);
        var agreement = round is null ? null : await dataset.GetAgreement(id, cancellationToken);
        return new(
            new
            {
                View = view,
                Round = round,
                Agreement = agreement,
            }
        );
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
        int? sample,
        Guid? evaluation,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        int from = Math.Max(0, skip ?? 0);
        return new(
            new
            {
                Detail = await dataset.GetProblem(name, key, from, CandidatesPage.Take, sample, cancellationToken),
                Evaluation = evaluation,
                Picks = evaluation is { } id ? await dataset.GetPicks(id, key, cancellationToken) : null,
            }
        );
    }

    private static async Task<RazorComponentResult<SearchPage>> Search(
        Guid id,
        int? skip,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        int from = Math.Max(0, skip ?? 0);
        return new(
            new
            {
                Search = await dataset.GetSearch(id, cancellationToken),
                Problems = await dataset.GetSearchedProblems(id, from, cancellationToken),
                Skip = from,
            }
        );
    }

    private static async Task<RazorComponentResult<SearchTreePage>> SearchTree(
        Guid id,
        string key,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    ) =>
        new(
            new
            {
                Search = await dataset.GetSearch(id, cancellationToken),
                Tree = await dataset.GetSearchTree(id, key, cancellationToken),
            }
        );

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

    private static async Task<RazorComponentResult<ModelPage>> Model(
        string version,
        ModelLineages lineages,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        var model = await dataset.GetModel(version, cancellationToken: cancellationToken);
        var trainings = await dataset.GetTrainings(cancellationToken);
        var models = await dataset.GetModels(cancellationToken);
        var evaluations = await dataset.GetEvaluations(null, cancellationToken);
        return new(
            new
            {
                Of = model,
                Lineage = await lineages.Of(model.Version, cancellationToken),
                Training = trainings.FirstOrDefault(t => t.Model == model.Version),
                Heirs = trainings.Where(t => t.BaseVersion == model.Version).ToList(),
                Evaluations = ModelUse.Of(model, models, evaluations),
            }
        );
    }
}
