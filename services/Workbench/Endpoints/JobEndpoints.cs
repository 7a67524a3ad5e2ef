using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Workbench.Jobs;
using Platform.Workbench.Pages;

namespace Platform.Workbench.Endpoints;

/// <summary>What belongs to jobs beside their pages: live parts, reports, cancellation.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        app.MapGet("/live/home", LiveHome);
        app.MapGet("/live/jobs", LiveJobs);
        app.MapGet("/live/jobs/{id:guid}", LiveJob);
        app.MapGet("/jobs/{id:guid}/report.html", Report);
        app.MapGet("/jobs/{id:guid}/report.csv", Csv);
        app.MapPost("/jobs/{id:guid}/cancel", Change((api, id, c) => api.CancelJob(id, c)));
        app.MapPost("/jobs/{id:guid}/pause", Change((api, id, c) => api.PauseJob(id, c)));
        app.MapPost("/jobs/{id:guid}/resume", Change((api, id, c) => api.ResumeJob(id, c)));
    }

    private static IResult LiveHome(HttpContext context, JobReader jobs) =>
        Live.Stream(
            context,
            async c => await jobs.Home(c),
            LivePart.Of<HomeBoard>(HomePage.Board, nameof(HomeBoard.View))
        );

    private static IResult LiveJobs(HttpContext context, string? kind, JobLines jobs) =>
        Live.Stream(
            context,
            async c => await jobs.List(kind, c),
            LivePart.Of<JobsTable>(JobsPage.Table, nameof(JobsTable.Lines))
        );

    private static IResult LiveJob(HttpContext context, Guid id, JobReader jobs) =>
        Live.Stream(
            context,
            async c => await jobs.Job(id, c),
            LivePart.Of<JobProgress>(JobPage.Progress, nameof(JobProgress.View)),
            LivePart.Of<JobChildren>(JobPage.Children, nameof(JobChildren.View)),
            LivePart.Of<JobResult>(JobPage.Result, nameof(JobResult.View))
        );

    /// <summary>Dataset's page, which needs nothing else: its style is inline, and it has no script.</summary>
    private static async Task<IResult> Report(
        Guid id,
        IDatasetApi dataset,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var job = await dataset.GetJob(id, cancellationToken);
        string page = job.Kind switch
        {
            JobKinds.Selection => await dataset.GetSelectionHtml(id, cancellationToken),
            JobKinds.Search => await dataset.GetSearchHtml(id, cancellationToken),
            JobKinds.Experiment => await dataset.GetExperimentHtml(id, cancellationToken),
            JobKinds.Generations => await dataset.GetGenerationsHtml(id, cancellationToken),
            _ => await dataset.GetReportHtml(id, cancellationToken),
        };
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
        return Results.Text(page, "text/html", System.Text.Encoding.UTF8);
    }

    private static async Task<IResult> Csv(Guid id, IDatasetApi dataset, CancellationToken cancellationToken) =>
        Results.File(
            System.Text.Encoding.UTF8.GetBytes(await dataset.GetReportCsv(id, cancellationToken)),
            "text/csv",
            $"report-{id}.csv"
        );

    /// <summary>Changes a job, and shows it again. The form has the antiforgery token.</summary>
    private static Func<Guid, IFormCollection, IDatasetApi, CancellationToken, Task<IResult>> Change(
        Func<IDatasetApi, Guid, CancellationToken, Task> change
    ) =>
        async (id, _, dataset, cancellationToken) =>
        {
            await change(dataset, id, cancellationToken);
            return Results.LocalRedirect($"/jobs/{id}");
        };
}
