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

    private BenchPlatform(RunningPlatform running)
    {
        this.running = running;
        using var endpoints = JsonDocument.Parse(File.ReadAllText(running.EndpointsFile));
        Dataset = HttpApis.For<IDatasetApi>(
            new HttpClient
            {
                BaseAddress = new Uri(endpoints.RootElement.GetProperty("dataset").GetString()!),
                Timeout = TimeSpan.FromMinutes(10),
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

    public static async Task<BenchPlatform> Start(CancellationToken cancellationToken) =>
        new(await RunningPlatform.Start(cancellationToken, "--Scorers=1"));

    /// <summary>
    /// Submits through the queue and waits for the end, polling seldom enough not to disturb the measurement.
    /// </summary>
    public async Task<EvaluationStatus> Evaluate(string pool, string[] models, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        await broker.Submit(
            JsonSerializer.SerializeToUtf8Bytes(new SubmitEvaluation(id, pool, models), JsonSerializerOptions.Web)
        );
        while (true)
        {
            await Task.Delay(500, cancellationToken);
            try
            {
                if (await Dataset.GetEvaluation(id, cancellationToken) is { Ended: not null } status)
                {
                    return status.State == "completed"
                        ? status
                        : throw new InvalidOperationException(string.Join("; ", status.Reasons));
                }
            }
            catch (ApiException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                // Still in the queue.
            }
        }
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

    /// <summary>The most memory that a service has had resident.</summary>
    public double PeakMegabytes(string service) =>
        PeakMemory.Megabytes(RunningPlatform.ProcessIn(running.RunFolder, service));

    public ValueTask DisposeAsync() => running.DisposeAsync();
}
