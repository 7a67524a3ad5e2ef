using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Contracts;
using Platform.Inference;
using Platform.Scorer;
using Platform.UnitTests.Inference;

namespace Platform.UnitTests.Scorer;

/// <summary>A scorer without its bus: the service's own registrations, with models from a stub of Dataset.</summary>
internal sealed class TestScorer : IAsyncDisposable
{
    private readonly WebApplication _app;

    public TestScorer(
        DatasetStub dataset,
        string cache,
        Action<ScorerOptions>? options = null,
        Action<IServiceCollection>? more = null
    )
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(dataset.Api);
        builder.AddScoring();
        builder.Services.Configure<ScorerOptions>(o =>
        {
            (o.CachePath, o.Provider, o.Threads) = (cache, Provider.Cpu, 1);
            options?.Invoke(o);
        });
        more?.Invoke(builder.Services);
        _app = builder.Build();
        Loop = _app.Services.GetRequiredService<ComputeLoop>();
    }

    public ComputeLoop Loop { get; }

    public IServiceProvider Services => _app.Services;

    public SolutionScoring Scoring => _app.Services.GetRequiredService<SolutionScoring>();

    /// <summary>Starts the loop; whatever was sent before waits until then.</summary>
    public Task Start() => Loop.StartAsync(TestContext.Current.CancellationToken);

    public static ScoreSolutions Message(string version, int problem, int solutions = 64)
    {
        var sample = SamplePool.Read(problem + 1)[problem];
        return new(
            version,
            sample.Statement,
            [.. sample.Solutions.Take(solutions).Select((s, i) => new SolutionToScore(problem * 64 + i, s.Steps))]
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Loop.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}

/// <summary>A folder that exists for the duration of a test.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("scorer-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
