using MassTransit;
using MassTransit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.UnitTests.Dataset;

/// <summary>
/// Dataset's engine with its own database and an in-memory bus. The dispatcher runs only when a test tells it to.
/// </summary>
internal sealed class DatasetUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dispatcher _dispatcher;

    private DatasetUnderTest(WebApplication app)
    {
        _app = app;
        _dispatcher = Dispatcher();
    }

    public NpgsqlDataSource Source => _app.Services.GetRequiredService<NpgsqlDataSource>();

    public ITestHarness Harness => _app.Services.GetRequiredService<ITestHarness>();

    public IServiceProvider Services => _app.Services;

    /// <summary>Number of messages that the broker reports as waiting in every queue.</summary>
    public static uint Waiting { get; set; }

    public static async Task<DatasetUnderTest> Start(
        PostgresServer server,
        Action<IServiceCollection> services,
        Action<IBusRegistrationConfigurator>? bus = null
    )
    {
        var builder = WebApplication.CreateBuilder(
            [
                "--urls=http://127.0.0.1:0",
                $"--ConnectionStrings:platform={await server.CreateDatabase()}",
                "--Dataset:FilesPath=/nonexistent",
            ]
        );
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddDatabase();
        builder.Services.AddOptions<DatasetOptions>().BindConfiguration("Dataset");
        builder.Services.AddJobEngine();
        builder.Services.AddSingleton<IQueueDepth, NothingWaits>();
        services(builder.Services);
        builder.Services.AddMassTransitTestHarness(x =>
        {
            x.AddJobEngine();
            bus?.Invoke(x);
        });
        // The loop would move by itself.
        foreach (var hosted in builder.Services.Where(IsDispatcher).ToList())
        {
            builder.Services.Remove(hosted);
        }

        var app = builder.Build();
        await app.MigrateAsync(TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<ITestHarness>().Start();
        return new(app);
    }

    /// <summary>Another dispatcher on the same database.</summary>
    public Dispatcher Dispatcher() => ActivatorUtilities.CreateInstance<Dispatcher>(_app.Services);

    /// <summary>Ticks until no more work is due.</summary>
    public async Task Move()
    {
        while (await _dispatcher.Tick(TestContext.Current.CancellationToken)) { }
    }

    /// <summary>Submits a job as its queue would.</summary>
    public async Task<object> Submit<TKind>(string body, Guid? message = null)
        where TKind : JobKind
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await _app
            .Services.GetRequiredService<Submissions>()
            .Take(
                scope.ServiceProvider.GetRequiredService<TKind>(),
                System.Text.Encoding.UTF8.GetBytes(body),
                message,
                TestContext.Current.CancellationToken
            );
    }

    public async Task<int> Execute(string sql, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await connection.Execute(sql, parameters, TestContext.Current.CancellationToken);
    }

    public async Task<T?> Value<T>(string sql, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await connection.QuerySingle<T>(sql, parameters, TestContext.Current.CancellationToken);
    }

    public async Task<List<T>> Values<T>(string sql, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await connection.Query<T>(sql, parameters, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static bool IsDispatcher(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(Dispatcher);

    private sealed class NothingWaits : IQueueDepth
    {
        public Task<uint> Ready(string queue, CancellationToken cancellationToken) => Task.FromResult(Waiting);
    }
}
