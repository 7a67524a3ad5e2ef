using Platform.Contracts;
using Platform.Dataset.Api;

namespace Platform.Dataset.Evaluations;

/// <summary>HTTP endpoints for what the strategies of an evaluation pick, and for two evaluations side by side.</summary>
internal static class PickEndpoints
{
    /// <summary>Most problems in one response.</summary>
    private const int Most = 200;

    public static WebApplication MapPicks(this WebApplication app)
    {
        app.MapGet("/evaluations/{id:guid}/problems", Problems)
            .WithSummary("Problems with what every strategy picks; 'right' and 'wrong' name strategies");
        app.MapGet("/evaluations/{id:guid}/problems.csv", Csv).WithSummary("The same problems as CSV, all of them");
        app.MapGet("/evaluations/{id:guid}/picks", Picks)
            .WithSummary("What every strategy picks, problem by problem, or on the problem of a key");
        app.MapGet("/evaluations/{id:guid}/comparison/{other:guid}", Compare)
            .WithSummary("Two evaluations of a pool: paired differences per strategy");
        return app;
    }

    private static Task<IResult> Problems(
        Guid id,
        string? search,
        string? right,
        string? wrong,
        int? skip,
        int? take,
        PickViews views,
        CancellationToken cancellationToken
    ) =>
        Answer(
            id,
            new(Given(right), Given(wrong)),
            search,
            Math.Max(0, skip ?? 0),
            Math.Clamp(take ?? 50, 1, Most),
            Results.Ok,
            views,
            cancellationToken
        );

    private static Task<IResult> Csv(
        Guid id,
        string? search,
        string? right,
        string? wrong,
        PickViews views,
        CancellationToken cancellationToken
    ) =>
        Answer(
            id,
            new(Given(right), Given(wrong)),
            search,
            0,
            int.MaxValue,
            page => CsvText.Result(PickCsv.Render(page)),
            views,
            cancellationToken
        );

    private static async Task<IResult> Answer(
        Guid id,
        PickFilter filter,
        string? search,
        int skip,
        int take,
        Func<EvaluationProblemPage, IResult> answer,
        PickViews views,
        CancellationToken cancellationToken
    ) =>
        await views.Picks(id, cancellationToken) switch
        {
            null => NoPicks(id),
            var picks when filter.Unknown(picks) is { } unknown => Refusal.Invalid(
                $"Evaluation {id} has no strategy '{unknown}'; it has {string.Join(", ", picks.Strategies)}."
            ),
            var picks => answer(await views.Page(id, picks, filter, search ?? "", skip, take, cancellationToken)),
        };

    private static async Task<IResult> Picks(
        Guid id,
        string? key,
        PickViews views,
        CancellationToken cancellationToken
    ) =>
        await views.Picks(id, cancellationToken) is { } picks
            ? Results.Ok(key is null ? picks : picks with { Problems = [.. picks.Problems.Where(p => p.Key == key)] })
            : NoPicks(id);

    private static async Task<IResult> Compare(
        Guid id,
        Guid other,
        PickViews views,
        CancellationToken cancellationToken
    )
    {
        if (await views.Picks(id, cancellationToken) is not { } first)
        {
            return NoPicks(id);
        }

        if (await views.Picks(other, cancellationToken) is not { } second)
        {
            return NoPicks(other);
        }

        var report = (await views.Report(id, cancellationToken))!;
        var otherReport = (await views.Report(other, cancellationToken))!;
        if (report.Pool != otherReport.Pool)
        {
            return Refusal.Invalid(
                $"Evaluation {id} is of pool '{report.Pool}' and evaluation {other} of pool '{otherReport.Pool}'; "
                    + "only evaluations of one pool can be compared."
            );
        }

        return Comparison.Of(report, first, otherReport, second) is { } comparison
            ? Results.Ok(comparison)
            : Refusal.Invalid($"Evaluations {id} and {other} have no problem in common.");
    }

    /// <summary>A form sends what was not chosen as an empty text.</summary>
    private static string? Given(string? strategy) => string.IsNullOrEmpty(strategy) ? null : strategy;

    private static IResult NoPicks(Guid id) =>
        Refusal.NotFound(
            $"Evaluation {id} has no report with picks: it has not completed, its pool has no solutions, or it is older than "
                + $"picks are kept; evaluate again then. GET /evaluations/{id} tells its state."
        );
}
