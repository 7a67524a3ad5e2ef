using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Platform.AppHost.Running;
using Platform.Tests;

namespace Platform.FunctionalTests;

/// <summary>The whole AppHost in the tests' own process, with native servers.</summary>
internal sealed class TestPlatform : IAsyncDisposable
{
    private readonly DistributedApplication _application;
    private readonly string _folder;

    private TestPlatform(DistributedApplication application, string folder)
    {
        _application = application;
        _folder = folder;
    }

    /// <summary>The dashboard's link with its token; null if the dashboard is not running.</summary>
    public string? DashboardLink => _application.Services.GetRequiredService<Dashboard>().Link;

    public IServiceProvider Services => _application.Services;

    /// <summary>The output of the AppHost and of every resource so far.</summary>
    public string Output
    {
        get
        {
            using var file = new FileStream(LogFile(_folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
    }

    /// <summary>
    /// Starts the platform and waits until it is healthy; settings as on the AppHost's command line, for example
    /// <c>--Scorers=2</c>.
    /// </summary>
    public static async Task<TestPlatform> Start(
        string folder,
        bool dashboard,
        string[] settings,
        CancellationToken cancellationToken
    )
    {
        string[] arguments =
        [
            $"--RunDirectory={folder}",
            "--Servers=native",
            $"--LogFile={LogFile(folder)}",
            .. settings,
        ];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            arguments,
            (options, _) =>
            {
                options.DisableDashboard = !dashboard;
                options.EnableResourceLogging = false; // the log file has it
            },
            cancellationToken
        );
        var platform = new TestPlatform(await builder.BuildAsync(cancellationToken), folder);
        try
        {
            await platform._application.StartAsync(cancellationToken);
            await platform.Services.GetRequiredService<Supervision>().Ready.WaitAsync(cancellationToken);
            return platform;
        }
        catch (Exception e)
        {
            string output = platform.Output;
            await platform.DisposeAsync();
            throw new InvalidOperationException($"The platform did not start:\n{output}", e);
        }
    }

    /// <summary>Returns the address of a resource's HTTP endpoint.</summary>
    public Uri Address(string resource, string endpoint = "http") => _application.GetEndpoint(resource, endpoint);

    public async Task<string> ConnectionString(string resource) =>
        await _application.GetConnectionStringAsync(resource)
        ?? throw new InvalidOperationException($"{resource} has no connection string.");

    /// <summary>Kills a resource with kill -9; the AppHost starts it again.</summary>
    public void Kill(string resource) => RunningPlatform.KillIn(_folder, resource);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    private static string LogFile(string folder) => Path.Combine(folder, "apphost.log");
}
