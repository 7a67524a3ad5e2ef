using Platform.Contracts;
using Platform.Dataset.Api;

namespace Platform.Dataset.Quality;

/// <summary>HTTP endpoints for gold solutions.</summary>
internal static class GoldEndpoints
{
    public static WebApplication MapGold(this WebApplication app)
    {
        app.MapGet("/pools/{name}/gold", List).WithSummary("Gold solutions of a pool");
        app.MapPut("/pools/{name}/gold", Mark)
            .WithSummary("Marks solutions as gold, all of them or none; an empty set of first errors removes a mark");
        app.MapPost("/pools/{name}/gold", Take)
            .WithSummary("Makes gold solutions of a labeller's labels; what is gold already stays as it is")
            .DisableRequestTimeout();
        return app;
    }

    private static async Task<IResult> List(string name, GoldRecords gold, CancellationToken cancellationToken) =>
        await gold.List(name, cancellationToken) is { } solutions ? Results.Ok(solutions) : NoPool(name);

    private static async Task<IResult> Mark(
        string name,
        IReadOnlyList<GoldMark> marks,
        GoldRecords gold,
        CancellationToken cancellationToken
    ) =>
        await gold.Mark(name, marks, cancellationToken) switch
        {
            null => NoPool(name),
            ({ } result, _) => Results.Ok(result),
            var (_, reasons) => Refusal.Invalid(string.Join(' ', reasons)),
        };

    private static async Task<IResult> Take(
        string name,
        GoldFromLabels from,
        GoldRecords gold,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrWhiteSpace(from.Labeller))
        {
            return Refusal.Invalid("labeller: missing; give the name of a labeller, such as oracle or person:ann.");
        }

        return await gold.Take(name, from.Labeller, cancellationToken) switch
        {
            null => NoPool(name),
            { Added: 0, Gold: 0 } => Refusal.Invalid(
                $"labeller: '{from.Labeller}' has rated no solution of '{name}' completely; label it first, or name another labeller."
            ),
            var result => Results.Ok(result),
        };
    }

    private static IResult NoPool(string name) =>
        Refusal.NotFound($"There is no pool '{name}'; GET /pools lists them.");
}
