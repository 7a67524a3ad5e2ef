using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.DatasetClient;
using Platform.ServiceDefaults;
using Platform.UnitTests.Dataset;
using Platform.Workbench;
using Platform.Workbench.SignIn;

namespace Platform.UnitTests.Workbench;

/// <summary>The Workbench over Dataset's endpoints for accounts, with a folder of its own.</summary>
internal sealed class WorkbenchUnderTest : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbench-").FullName;
    private readonly List<Visitor> _visitors = [];
    private WebApplication? _app;

    private WorkbenchUnderTest(DatasetOverHttp dataset) => Dataset = dataset;

    public DatasetOverHttp Dataset { get; }

    public IServiceProvider Services => _app!.Services;

    public Uri Address => new(_app!.Urls.Single());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="server">The database server.</param>
    /// <param name="settings">Settings as on the command line.</param>
    public static Task<WorkbenchUnderTest> Start(PostgresServer server, params string[] settings) =>
        Start(server, 0, settings);

    /// <param name="server">The database server.</param>
    /// <param name="solutions">Solutions of the pool <c>p</c>.</param>
    /// <param name="settings">Settings as on the command line.</param>
    public static async Task<WorkbenchUnderTest> Start(PostgresServer server, int solutions, params string[] settings)
    {
        var workbench = new WorkbenchUnderTest(await DatasetOverHttp.Start(server, solutions));
        await workbench.Start(settings);
        await workbench.Ready();
        return workbench;
    }

    /// <summary>The Workbench, which is not started yet.</summary>
    public static async Task<WorkbenchUnderTest> Prepare(PostgresServer server) =>
        new(await DatasetOverHttp.Start(server));

    public async Task Start(params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            [
                "--urls=http://127.0.0.1:0",
                $"--Workbench:Path={_folder}",
                $"--services:dataset:http:0={Dataset.Address}",
                $"--Access:Credential={DatasetOverHttp.Credential}",
                .. settings,
            ]
        );
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.Services.AddDatasetApi(builder.Configuration);
        builder.AddWorkbench();
        _app = builder.Build();
        _app.MapWorkbench();
        await _app.StartAsync(Token);
    }

    /// <summary>Waits until the service is healthy.</summary>
    public async Task Ready()
    {
        while (await Health() != HttpStatusCode.OK)
        {
            await Task.Delay(20, Token);
        }
    }

    public async Task<HttpStatusCode> Health()
    {
        using var http = new HttpClient
        {
            BaseAddress = Address,
            DefaultRequestHeaders = { Authorization = HttpApis.Bearer(DatasetOverHttp.Credential) },
        };
        using var answer = await http.GetAsync("/health", Token);
        return answer.StatusCode;
    }

    public string File(string name) => Path.Combine(_folder, name);

    /// <summary>A browser with cookies of its own.</summary>
    public Visitor Visitor()
    {
        var visitor = new Visitor(Address);
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>A browser that is signed in with a new link.</summary>
    /// <param name="name">Name of the account.</param>
    /// <param name="role">Its role.</param>
    /// <param name="password">Password that it sets; null for none.</param>
    public async Task<Visitor> SignedIn(string name, string role, string? password = null)
    {
        var visitor = Visitor();
        using var answer = await visitor.Redeem(await Link(name, role), password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    /// <summary>The token of a new link.</summary>
    public async Task<string> Link(string name, string role)
    {
        await using var scope = Services.CreateAsyncScope();
        var (link, result) = await scope.ServiceProvider.GetRequiredService<AccountManager>().Invite(name, role);
        Assert.True(result.Succeeded, result.ToString());
        return link!.Split("token=")[1];
    }

    /// <summary>Changes an account as the administrator's pages do.</summary>
    public async Task Change(string name, Func<AccountManager, Account, Task> change)
    {
        await using var scope = Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountManager>();
        await change(accounts, (await accounts.FindByIdAsync(name))!);
    }

    public async Task Stop()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _visitors.ForEach(v => v.Dispose());
        await Stop();
        await Dataset.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
