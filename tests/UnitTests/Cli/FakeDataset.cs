using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Contracts;

namespace Platform.UnitTests.Cli;

/// <summary>The part of Dataset's HTTP API that the client uses, on a free loopback port.</summary>
internal sealed class FakeDataset : IAsyncDisposable
{
    private readonly WebApplication server;

    private FakeDataset(WebApplication server) => this.server = server;

    public Uri Address => new(server.Urls.Single());

    public List<PoolSummary> Pools { get; } = [];

    public List<ModelSummary> Models { get; } = [];

    public ConcurrentDictionary<Guid, EvaluationStatus> Evaluations { get; } = [];

    public ConcurrentDictionary<Guid, TrainingStatus> Trainings { get; } = [];

    public ConcurrentDictionary<Guid, SelectionStatus> Selections { get; } = [];

    public ConcurrentDictionary<Guid, LabellingStatus> Labellings { get; } = [];

    public ConcurrentDictionary<Guid, SearchStatus> Searches { get; } = [];

    public ConcurrentDictionary<Guid, ExperimentStatus> Experiments { get; } = [];

    /// <summary>Answers an estimate of an experiment.</summary>
    public Func<IResult> OnEstimate { get; set; } = () => Results.Ok(new PlanEstimate([], 0, 0, 0, null, "No basis."));

    /// <summary>True if the dispatcher is paused.</summary>
    public bool Paused { get; set; }

    /// <summary>Spans received here over OTLP.</summary>
    public ConcurrentQueue<byte[]> Traces { get; } = [];

    public TrainingSetSummary TrainingSetNow { get; set; } = new(new string('5', 64), 5120);

    public TrainingSetSize TrainingSetSize { get; set; } = new(1000, 300_000);

    /// <summary>Files of a model, the same for every version.</summary>
    public Dictionary<string, byte[]> ModelFiles { get; } = [];

    public EvaluationReport Report { get; set; } = Samples.Report() with { Failures = [] };

    /// <summary>Answers an import: pool, format, body.</summary>
    public Func<string, string?, byte[], IResult> OnImport { get; set; } = (_, _, _) => Results.StatusCode(500);

    /// <summary>Answers an export: pool, options.</summary>
    public Func<string, ExportOptions, (byte[] File, ExportSummary Summary)> OnExport { get; set; } =
        (_, _) => throw new InvalidOperationException();

    /// <summary>Called after an evaluation was requested.</summary>
    public Action<EvaluationStatus> OnAsked { get; set; } = _ => { };

    /// <summary>Responses returned before the real ones, in order, for example an outage.</summary>
    public ConcurrentQueue<IResult> Instead { get; } = [];

    public static async Task<FakeDataset> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var fake = new FakeDataset(builder.Build());
        fake.server.Urls.Add("http://127.0.0.1:0");
        fake.Map();
        await fake.server.StartAsync(TestContext.Current.CancellationToken);
        return fake;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private void Map()
    {
        server.Use(
            async (context, next) =>
            {
                if (Instead.TryDequeue(out var answer))
                {
                    await answer.ExecuteAsync(context);
                }
                else
                {
                    await next();
                }
            }
        );
        server.MapGet("/health", () => "Healthy");
        server.MapGet("/pools", () => Pools);
        server.MapGet("/models", () => Models);
        server.MapPost("/pools/{name}/import", Import);
        server.MapGet(
            "/pools/{name}/export",
            (string name, [AsParameters] ExportOptions options, HttpResponse response) =>
            {
                var (file, summary) = OnExport(name, options);
                response.Headers[ExportSummary.Header] = JsonSerializer.Serialize(summary, JsonSerializerOptions.Web);
                return Results.Bytes(file);
            }
        );
        server.MapPost(
            "/pools/{name}/regrade",
            (string name, string policy, bool dryRun) => Samples.Regraded(name, policy, dryRun)
        );
        server.MapGet(
            "/evaluations",
            (string? pool) => Evaluations.Values.Where(e => pool is null || e.Pool == pool).ToList()
        );
        server.MapGet(
            "/evaluations/{id:guid}",
            (Guid id) =>
            {
                if (!Evaluations.TryGetValue(id, out var found))
                {
                    return Results.Problem("There is no such evaluation.", statusCode: 404);
                }

                OnAsked(found);
                return Results.Ok(found);
            }
        );
        MapTrainings();
        MapSelections();
        server.MapPost("/v1/traces", Collect);
        server.MapGet("/dispatcher", () => new DispatcherState(Paused));
        server.MapGet("/evaluations/{id:guid}/report", () => Report);
        server.MapGet("/evaluations/{id:guid}/report.html", () => Results.Text("<html>page</html>", "text/html"));
        server.MapGet("/evaluations/{id:guid}/report.csv", () => Results.Text("strategy,n\n", "text/csv"));
    }

    private void MapSelections()
    {
        server.MapGet(
            "/selections",
            (string? pool) => Selections.Values.Where(s => pool is null || s.Pool == pool).ToList()
        );
        server.MapGet("/selections/{id:guid}", (Guid id) => Found(Selections, id));
        server.MapGet("/selections/{id:guid}/report.html", () => Results.Text("<html>page</html>", "text/html"));
        server.MapGet("/selections/{id:guid}/solutions", () => Results.Text("{}\n", "application/x-ndjson"));
        server.MapGet(
            "/searches",
            (string? pool) => Searches.Values.Where(s => pool is null || s.Pool == pool).ToList()
        );
        server.MapGet("/searches/{id:guid}", (Guid id) => Found(Searches, id));
        server.MapGet("/searches/{id:guid}/report.html", () => Results.Text("<html>page</html>", "text/html"));
        server.MapGet("/experiments", () => Experiments.Values);
        server.MapGet("/experiments/{id:guid}", (Guid id) => Found(Experiments, id));
        server.MapPost("/experiments/estimate", () => OnEstimate());
        server.MapGet("/labellings", () => Labellings.Values);
        server.MapGet("/labellings/{id:guid}", (Guid id) => Found(Labellings, id));
        server.MapGet(
            "/pools/{name}/gold",
            () =>
                new GoldSolution[]
                {
                    new("p1", 0, [2, 3], "oracle", DateTimeOffset.UnixEpoch),
                    new("p2", 1, [-1], "marked", DateTimeOffset.UnixEpoch),
                }
        );
        server.MapPut(
            "/pools/{name}/gold",
            (string name, IReadOnlyList<GoldMark> marks) => new GoldResult(name, marks.Count, 0, 0, marks.Count)
        );
        server.MapPost(
            "/pools/{name}/gold",
            (string name, GoldFromLabels from) => new GoldResult(name, from.Labeller.Length, 0, 0, 9)
        );
        server.MapPost(
            "/pools/{name}/labels",
            (string name) => new LabelResult(name, 3, 1, [new("oracle:synthetic-1", 2, 2, 3, 1, 1, 1, 1)])
        );
    }

    private static IResult Found<T>(ConcurrentDictionary<Guid, T> all, Guid id) =>
        all.TryGetValue(id, out var found)
            ? Results.Ok(found)
            : Results.Problem("There is no such job.", statusCode: 404);

    private void MapTrainings()
    {
        server.MapGet("/trainings", () => Trainings.Values);
        server.MapGet(
            "/trainings/{id:guid}",
            (Guid id) =>
                Trainings.TryGetValue(id, out var found)
                    ? Results.Ok(found)
                    : Results.Problem("There is no such training.", statusCode: 404)
        );
        server.MapGet("/trainings/{id:guid}/set", () => TrainingSetNow);
        server.MapGet("/jobs", () => Trainings.Values.Select(Job));
        server.MapPost(
            "/jobs/{id:guid}/cancel",
            (Guid id) => Job(Trainings[id] = Trainings[id] with { State = JobState.Cancelling })
        );
        server.MapGet("/training-sets/size", () => TrainingSetSize);
        server.MapGet("/models/{name}", (string name) => Models.First(m => m.Name == name));
        server.MapGet(
            "/models/{version}/files",
            () => ModelFiles.Select(f => new ModelFile(f.Key, Hash(f.Value), f.Value.Length))
        );
        server.MapGet("/files/{hash}", (string hash) => Results.Bytes(ModelFiles.Values.First(f => Hash(f) == hash)));
    }

    private static JobStatus Job(TrainingStatus t) =>
        new(
            t.Id,
            JobKinds.Training,
            t.State,
            WorkKinds.Train,
            t.Reasons,
            t.Submitted,
            t.Started,
            t.Ended,
            null,
            [],
            []
        );

    private async Task<IResult> Collect(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        Traces.Enqueue(body.ToArray());
        return Results.Ok();
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private async Task<IResult> Import(string name, string? format, HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return OnImport(name, format, body.ToArray());
    }
}
