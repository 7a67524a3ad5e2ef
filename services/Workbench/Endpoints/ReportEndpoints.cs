using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Workbench.Pages;

namespace Platform.Workbench.Endpoints;

/// <summary>What strategies pick, evaluations side by side, and tables as CSV.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/jobs/{id:guid}/problems", Picks);
        app.MapGet("/jobs/{id:guid}/problems.csv", PicksCsv);
        app.MapGet("/compare", Compare);
        app.MapGet("/pools/{name}/problems.csv", ProblemsCsv);
        app.MapGet("/pools/{name}/candidates.csv", CandidatesCsv);
    }

    private static async Task<RazorComponentResult<PicksPage>> Picks(
        Guid id,
        [AsParameters] PicksView view,
        int? skip,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        int from = Math.Max(0, skip ?? 0);
        return new(
            new
            {
                Page = await dataset.GetEvaluationProblems(
                    id,
                    view.Search,
                    view.Right,
                    view.Wrong,
                    from,
                    PicksPage.Take,
                    cancellationToken
                ),
                View = view,
                Skip = from,
            }
        );
    }

    private static async Task<IResult> PicksCsv(
        Guid id,
        [AsParameters] PicksView view,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    ) =>
        Csv(
            await dataset.GetEvaluationProblemsCsv(id, view.Search, view.Right, view.Wrong, cancellationToken),
            $"problems-{id}.csv"
        );

    private static async Task<RazorComponentResult<ComparePage>> Compare(
        Guid first,
        Guid? second,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        var one = await dataset.GetEvaluation(first, cancellationToken);
        var all = await dataset.GetEvaluations(one.Pool, cancellationToken);
        return new(
            new
            {
                First = one,
                Evaluations = all.Where(e => e.State == EvaluationState.Completed).ToList(),
                Comparison = second is { } other ? await dataset.GetComparison(first, other, cancellationToken) : null,
            }
        );
    }

    private static async Task<IResult> ProblemsCsv(
        string name,
        string? search,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    ) => Csv(await dataset.GetProblemsCsv(name, search, cancellationToken), $"{name}.csv");

    private static async Task<IResult> CandidatesCsv(
        string name,
        string key,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    ) => Csv(await dataset.GetCandidatesCsv(name, key, cancellationToken), $"{name}-candidates.csv");

    private static IResult Csv(string text, string name) =>
        Results.File(Encoding.UTF8.GetBytes(text), "text/csv", name);
}
