using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Formats;
using Platform.Dataset.Storage;
using Platform.Grading;

namespace Platform.Dataset.Pools;

/// <summary>HTTP endpoints for pools.</summary>
internal static class PoolEndpoints
{
    public static WebApplication MapPools(this WebApplication app)
    {
        app.MapGet("/pools", List).WithSummary("Pools by name");
        app.MapGet("/pools/{name}", Get).WithSummary("A pool");
        app.MapPost("/pools/{name}/import", Import)
            .WithSummary("Adds problems, solutions and scores; the body is the file")
            .DisableRequestTimeout();
        app.MapPost("/pools/{name}/regrade", Regrade)
            .WithSummary("Grades every answer again; lists what changed and where the grading policies disagree");
        return app;
    }

    private static async Task<IReadOnlyList<PoolSummary>> List(
        NpgsqlDataSource source,
        CancellationToken cancellationToken
    ) => await Summaries(source, null, cancellationToken);

    private static async Task<IResult> Get(string name, NpgsqlDataSource source, CancellationToken cancellationToken) =>
        (await Summaries(source, name, cancellationToken)).SingleOrDefault() is { } pool
            ? Results.Ok(pool)
            : Unknown(name);

    private static async Task<IResult> Import(
        string name,
        string? format,
        [FromQuery] string[]? notIn,
        bool? refuseOverlap,
        HttpRequest request,
        PoolWriter writer,
        NpgsqlDataSource source,
        ILoggerFactory logs,
        CancellationToken cancellationToken
    )
    {
        if (!Names.IsValid(name))
        {
            return Refusal.Invalid($"'{name}' is not a valid name for a pool: use {Names.Rule}.");
        }

        Overlap? overlap = null;
        if (notIn is { Length: > 0 })
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                overlap = new(await ProblemSets.Load(connection, notIn, cancellationToken), refuseOverlap ?? false);
            }
            catch (UnknownPoolException e)
            {
                return Refusal.Invalid(e.Message);
            }
        }

        var result = await writer.Write(name, new PoolReader(format), request.Body, overlap, cancellationToken);
        logs.CreateLogger(typeof(PoolEndpoints).Namespace!)
            .Imported(name, result.Problems, result.Solutions, result.Unchanged, result.ErrorCount);
        return Results.Ok(result);
    }

    private static async Task<IResult> Regrade(
        string name,
        string? policy,
        bool? dryRun,
        Regrading regrading,
        CancellationToken cancellationToken
    )
    {
        if (!Enum.TryParse<GradingPolicy>(policy ?? nameof(GradingPolicy.Prm800k), ignoreCase: true, out var chosen))
        {
            return Refusal.Invalid($"policy: must be prm800k or mathematical; got '{policy}'.");
        }

        return await regrading.Run(name, chosen, dryRun ?? false, cancellationToken) is { } result
            ? Results.Ok(result)
            : Unknown(name);
    }

    private static IResult Unknown(string name) =>
        Refusal.NotFound($"There is no pool '{name}'; GET /pools lists them.");

    private static async Task<List<PoolSummary>> Summaries(
        NpgsqlDataSource source,
        string? name,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Query<Row>(
            """
            select p.name, (select count(*) from dataset.problems q where q.pool_id = p.id)::int as problems,
                t.solutions::int, t.finished::int, t.correct::int, t.samples::int, p.format, p.revision, p.created,
                array(select m.name from dataset.models m where m.pool_id = p.id order by m.id) as imported_models
            from dataset.pools p
            cross join lateral (
                select coalesce(sum(n), 0) as solutions, coalesce(sum(f), 0) as finished, coalesce(sum(c), 0) as correct,
                    coalesce(max(n), 0) as samples
                from (
                    select count(*) as n, count(*) filter (where s.finished) as f, count(*) filter (where s.correct) as c
                    from dataset.solutions s join dataset.problems q on q.id = s.problem_id
                    where q.pool_id = p.id group by q.id
                ) by_problem
            ) t
            where @name::text is null or p.name = @name
            order by p.name
            """,
            new { name },
            cancellationToken
        );
        return [.. rows.Select(r => r.Summary)];
    }

    private sealed record Row(
        string Name,
        int Problems,
        int Solutions,
        int Finished,
        int Correct,
        int Samples,
        string Format,
        long Revision,
        DateTimeOffset Created,
        string[] ImportedModels
    )
    {
        public PoolSummary Summary =>
            new(Name, Problems, Solutions, Finished, Correct, Samples, Format, Revision, Created, ImportedModels);
    }
}
