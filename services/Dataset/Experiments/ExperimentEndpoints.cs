using System.Text;
using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Plans;
using Platform.Dataset.Reports;

namespace Platform.Dataset.Experiments;

/// <summary>HTTP endpoints for experiments. Experiments are submitted through the queue, not over HTTP.</summary>
internal static class ExperimentEndpoints
{
    public static WebApplication MapExperiments(this WebApplication app)
    {
        app.MapGet("/experiments", (ExperimentViews views, CancellationToken c) => views.List(null, c))
            .WithSummary("Experiments, newest first");
        app.MapPost("/experiments/estimate", Estimate)
            .WithSummary("What a submission would start and cost, without starting it");
        app.MapGet("/experiments/{id:guid}", Get).WithSummary("An experiment with its jobs and report");
        app.MapGet("/experiments/{id:guid}/arms", Arms).WithSummary("Data for the selector: what is compared");
        app.MapPut("/experiments/{id:guid}/report", Put).WithSummary("Stores the report of an experiment");
        app.MapGet("/experiments/{id:guid}/report.html", Html).WithSummary("The report as a self-contained page");
        return app;
    }

    private static async Task<IResult> Get(Guid id, ExperimentViews views, CancellationToken cancellationToken) =>
        await views.List(id, cancellationToken) is [var status] ? Results.Ok(status) : Unknown(id);

    private static async Task<IResult> Estimate(
        HttpRequest http,
        ExperimentKind kind,
        PlanEstimates estimates,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var body = new MemoryStream();
        await http.Body.CopyToAsync(body, cancellationToken);
        var request = kind.Read(body.ToArray());
        var command = (SubmitExperiment)request.Value;
        var facts = await kind.Facts(command.Plan, made: true, cancellationToken);
        var reasons = ExperimentAdmission.Reasons(request, facts);
        if (reasons.Count > 0)
        {
            return Refusal.Invalid(string.Join(Environment.NewLine, reasons));
        }

        var expansion = Expansion.Of(command, Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow(), facts);
        return Results.Ok(await estimates.Of(expansion.Jobs, facts.Characters(command.Plan), cancellationToken));
    }

    private static async Task<IResult> Arms(Guid id, ExperimentViews views, CancellationToken cancellationToken) =>
        await views.Arms(id, cancellationToken) is { } arms ? Results.Ok(arms) : Unknown(id);

    private static async Task<IResult> Put(
        Guid id,
        ExperimentReport report,
        ExperimentViews views,
        CancellationToken cancellationToken
    ) => await views.Put(id, report, cancellationToken) ? Results.NoContent() : Unknown(id);

    private static async Task<IResult> Html(Guid id, ExperimentViews views, CancellationToken cancellationToken) =>
        await views.List(id, cancellationToken) is not [var status] ? Unknown(id)
        : status.Report is not null ? Results.Text(await Page.Render(status), "text/html", Encoding.UTF8)
        : Refusal.NotFound($"Experiment {id} has no report (yet); GET /experiments/{id} tells its state.");

    private static IResult Unknown(Guid id) =>
        Refusal.NotFound($"There is no experiment {id}; GET /experiments lists them.");
}
