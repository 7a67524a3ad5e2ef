using Microsoft.Extensions.Logging.Abstractions;
using Platform.Contracts;
using Platform.Generator;
using Platform.Tests;

namespace Platform.UnitTests.Generator;

/// <summary>A sampler with a server and a clock of its own; time does not pass by itself.</summary>
internal sealed class SamplerBench : IAsyncDisposable
{
    private readonly HttpClient _http = new(CompletionServer.Handler());
    private readonly LearnedParameters _learned = new();

    private SamplerBench(OpenAiServer server)
    {
        Server = server;
        Options.BaseAddress = server.Address;
    }

    public OpenAiServer Server { get; }

    public GeneratorOptions Options { get; } = new() { Model = "model-asked-for", Retries = 3 };

    public SwiftTime Time { get; } = new(TimeSpan.FromMinutes(5));

    public static async Task<SamplerBench> Start() =>
        new(await OpenAiServer.Start(TestContext.Current.CancellationToken));

    /// <summary>Samples one command with the current options.</summary>
    public async Task<SolutionsGenerated> Generate(
        int count,
        int first = 0,
        Sampling? sampling = null,
        CancellationToken? cancellationToken = null
    )
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var limit = new RequestLimit(options);
        var client = Client(limit);
        var command = new GenerateSolutions("2 + 2?", first, count, sampling ?? new Sampling());
        return await new Sampler(client, options, NullLogger<Sampler>.Instance).Generate(
            command,
            interactive: false,
            cancellationToken ?? TestContext.Current.CancellationToken
        );
    }

    /// <summary>Continues partial solutions with the current options.</summary>
    public async Task<StepsGenerated> Generate(GenerateSteps command)
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var limit = new RequestLimit(options);
        return await new ServerSteps(Client(limit), options).Generate(
            command,
            interactive: false,
            TestContext.Current.CancellationToken
        );
    }

    private CompletionClient Client(RequestLimit limit) =>
        new(
            _http,
            Microsoft.Extensions.Options.Options.Create(Options),
            limit,
            _learned,
            Time,
            NullLogger<CompletionClient>.Instance
        );

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
