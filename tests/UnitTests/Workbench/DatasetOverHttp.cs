using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Dataset.Accounts;
using Platform.Dataset.Quality;
using Platform.Dataset.Rounds;
using Platform.Dataset.Tokens;
using Platform.DatasetClient;
using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Access;
using Platform.UnitTests.Dataset;
using Platform.UnitTests.Dataset.Rounds;

namespace Platform.UnitTests.Workbench;

/// <summary>Dataset's endpoints for accounts, tokens and tasks, over a database of its own.</summary>
internal sealed class DatasetOverHttp : IAsyncDisposable
{
    public const string Credential = "0123456789abcdef";

    private readonly PeopleUnderTest _people;
    private WebApplication? _app;

    private DatasetOverHttp(PeopleUnderTest people) => _people = people;

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public IDatasetApi Api => HttpApis.For<IDatasetApi>(Client(Credential));

    public IAccountsApi Accounts => HttpApis.For<IAccountsApi>(Client(Credential));

    public static async Task<DatasetOverHttp> Start(PostgresServer server, int solutions = 0)
    {
        var dataset = new DatasetOverHttp(await PeopleUnderTest.Start(server, solutions));
        await dataset.Start();
        return dataset;
    }

    /// <summary>Starts the service, again at the same address.</summary>
    public async Task Start()
    {
        var builder = WebApplication.CreateBuilder(
            [$"--urls={Address.GetLeftPart(UriPartial.Authority)}", $"--Access:Credential={Credential}"]
        );
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        var services = _people.Dataset.Services;
        builder
            .Services.AddSingleton(services.GetRequiredService<NpgsqlDataSource>())
            .AddSingleton(services.GetRequiredService<RoundTasks>())
            .AddSingleton(services.GetRequiredService<TaskRatings>())
            .AddSingleton(services.GetRequiredService<TaskEnds>())
            .AddSingleton(services.GetRequiredService<Alternatives>())
            .AddSingleton(services.GetRequiredService<Adjudications>())
            .AddSingleton(services.GetRequiredService<RoundViews>())
            .AddSingleton(services.GetRequiredService<LabellerRecords>())
            .AddSingleton(services.GetRequiredService<AgreementViews>())
            .AddSingleton<AccountStore>()
            .AddSingleton<TokenStore>()
            .AddSingleton<IAccessTokens>(s => s.GetRequiredService<TokenStore>());
        _app = builder.Build();
        _app.MapDefaultEndpoints();
        _app.MapTokens().MapAccounts().MapRounds().MapLabellers();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Address = new(_app.Urls.Single());
    }

    public async Task Stop()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
            _app = null;
        }
    }

    /// <summary>The people and the tasks behind the endpoints.</summary>
    public PeopleUnderTest People => _people;

    /// <summary>A client that sends this token.</summary>
    public HttpClient Client(string token) =>
        new() { BaseAddress = Address, DefaultRequestHeaders = { Authorization = HttpApis.Bearer(token) } };

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _people.DisposeAsync();
    }
}
