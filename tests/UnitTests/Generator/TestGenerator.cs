using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Contracts;
using Platform.Generator;
using Platform.Inference;
using Platform.UnitTests.Scorer;

namespace Platform.UnitTests.Generator;

/// <summary>A generator without its bus: the service's own registrations, with models from a stub of Dataset.</summary>
internal sealed class TestGenerator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Scratch _cache = new();

    public TestGenerator(Action<GeneratorOptions> options, DatasetStub? dataset = null)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton((dataset ?? new DatasetStub()).Api);
        builder.AddGeneration();
        builder.Services.Configure<GeneratorOptions>(o =>
        {
            (o.CachePath, o.Provider, o.Threads) = (_cache.Path, Provider.Cpu, 1);
            options(o);
        });
        _app = builder.Build();
    }

    public Task<SolutionsGenerated> Generate(
        string statement,
        int count,
        int first = 0,
        Sampling? sampling = null,
        CancellationToken? cancellationToken = null
    ) =>
        _app
            .Services.GetRequiredService<Generation>()
            .Generate(
                new GenerateSolutions(statement, first, count, sampling ?? new Sampling()),
                interactive: false,
                cancellationToken ?? TestContext.Current.CancellationToken
            );

    public Task<StepsGenerated> Generate(GenerateSteps command) =>
        _app
            .Services.GetRequiredService<Generation>()
            .Generate(command, interactive: false, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _cache.Dispose();
    }
}
