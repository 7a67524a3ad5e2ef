using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Tests;
using Refit;

namespace Platform.Benchmarks.Running;

/// <summary>A platform for the benchmark alone: one scorer, as started by ./platform up.</summary>
internal sealed class BenchPlatform : IAsyncDisposable
{
    private readonly RunningPlatform running;
    private readonly Broker broker;
    private readonly string? token;

    private BenchPlatform(RunningPlatform running)
    {
        this.running = running;
        using var endpoints = JsonDocument.Parse(File.ReadAllText(running.EndpointsFile));
        token = endpoints.RootElement.GetProperty("token").GetString();
        Dataset = HttpApis.For<IDatasetApi>(
            new HttpClient
            {
                BaseAddress = new Uri(endpoints.RootElement.GetProperty("dataset").GetString()!),
                Timeout = TimeSpan.FromMinutes(10),
                DefaultRequestHeaders = { Authorization = HttpApis.Bearer(token) },
            }
        );
        broker = new Broker(
            new Uri(endpoints.RootElement.GetProperty("amqp").GetString()!),
            running.Port("rabbitmq", "management")
        );
        Database =
            $"Host=127.0.0.1;Port={running.Port("postgres", "tcp")};Database=platform;Username=platform;Password={running.Parameter("postgres-password")}";
    }

    public IDatasetApi Dataset { get; }

    public string Database { get; }

    public string RunFolder => running.RunFolder;

    /// <summary>Address of a service.</summary>
    public Uri Address(string service)
    {
        using var endpoints = JsonDocument.Parse(File.ReadAllText(running.EndpointsFile));
        return new(endpoints.RootElement.GetProperty(service).GetString()!);
    }

    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="settings">Settings as on the AppHost's command line.</param>
    public static async Task<BenchPlatform> Start(CancellationToken cancellationToken, params string[] settings) =>
        new(await RunningPlatform.Start(cancellationToken, ["--Scorers=1", .. settings]));

    /// <summary>A client of a service, with the installation's credential.</summary>
    public HttpClient Client(string service) =>
        new()
        {
            BaseAddress = Address(service),
            Timeout = TimeSpan.FromMinutes(10),
            DefaultRequestHeaders = { Authorization = HttpApis.Bearer(token) },
        };

    /// <summary>Submits through the queue and waits for the end.</summary>
    public async Task<EvaluationStatus> Evaluate(string pool, string[] models, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        await broker.Submit(
            JsonSerializer.SerializeToUtf8Bytes(new SubmitEvaluation(id, pool, models), JsonSerializerOptions.Web)
        );
        var ended = await Ended(c => Dataset.GetEvaluation(id, c), e => e.Ended is not null, cancellationToken);
        return ended.State == JobState.Completed
            ? ended
            : throw new InvalidOperationException(string.Join("; ", ended.Reasons));
    }

    /// <summary>Submits an experiment through the queue and waits for its end.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> Experiment(string name, ExperimentPlan plan, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        await broker.Submit(
            JsonSerializer.SerializeToUtf8Bytes(new SubmitExperiment(id, name, plan), JsonSerializerOptions.Web),
            queue: Queues.ExperimentJobs
        );
        var ended = await Ended(c => Dataset.GetExperiment(id, c), e => e.Ended is not null, cancellationToken);
        return ended.State == JobState.Completed
            ? id
            : throw new InvalidOperationException(string.Join("; ", ended.Reasons));
    }

    /// <summary>Returns the time from acceptance to the last score.</summary>
    public async Task<double> ScoringSeconds(Guid evaluation, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(
            """
            select extract(epoch from max(w.closed) - min(j.submitted))::float8
            from dataset.work_items w join dataset.jobs j on j.id = w.job_id
            where j.id = $1 and w.kind = 'score'
            """
        );
        command.Parameters.Add(new NpgsqlParameter { Value = evaluation });
        return (double)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Polls seldom enough not to disturb the measurement.</summary>
    private static async Task<T> Ended<T>(
        Func<CancellationToken, Task<T>> ask,
        Func<T, bool> ended,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            await Task.Delay(500, cancellationToken);
            try
            {
                if (await ask(cancellationToken) is var status && ended(status))
                {
                    return status;
                }
            }
            catch (ApiException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                // Still in the queue.
            }
        }
    }

    /// <summary>The most memory that a service has had resident.</summary>
    public double PeakMegabytes(string service) =>
        PeakMemory.Megabytes(RunningPlatform.ProcessIn(running.RunFolder, service));

    /// <summary>Kills a process with kill -9; the AppHost starts it again.</summary>
    public void Kill(string service) => running.Kill(service);

    public ValueTask DisposeAsync() => running.DisposeAsync();
}
