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
        app.MapGet(
            "/live/jobs",
            (HttpContext context, string? kind, JobLines jobs) =>
                Live.Stream<JobsTable>(context, async c => await jobs.List(kind, c), nameof(JobsTable.Lines))
        );
        app.MapGet(
            "/live/running",
            (HttpContext context, JobLines jobs) =>
                Live.Stream<JobsTable>(
                    context,
                    async c => JobLine.Open(await jobs.List(null, c)),
                    nameof(JobsTable.Lines)
                )
        );
        app.MapGet(
            "/live/jobs/{id:guid}",
            (HttpContext context, Guid id, JobLines jobs) =>
                Live.Stream<JobProgress>(context, async c => await jobs.Get(id, c), nameof(JobProgress.Line))
        );
        app.MapGet("/jobs/{id:guid}/report.html", Report);
        app.MapGet("/jobs/{id:guid}/report.csv", Csv);
        app.MapPost("/jobs/{id:guid}/cancel", Cancel);
    }

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

    private static async Task<IResult> Cancel(
        Guid id,
        IFormCollection form,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        await dataset.CancelJob(id, cancellationToken);
        return Results.LocalRedirect($"/jobs/{id}");
    }
}
