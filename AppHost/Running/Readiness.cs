using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Platform.AppHost.Running;

/// <summary>
/// Reports when everything is healthy, with the addresses, an unused link to the Workbench, and last, alone on its line, the
/// dashboard's link. The setting
/// <c>StartTimeout</c> (seconds) ends a start that takes longer.
/// </summary>
internal sealed class Readiness(
    IConfiguration configuration,
    Supervision supervision,
    Dashboard dashboard,
    Failure failure,
    Output output,
    RunFolder run,
    TimeProvider time
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        int limit = configuration.GetValue("StartTimeout", 0);
        try
        {
            var patience = limit > 0 ? TimeSpan.FromSeconds(limit) : Timeout.InfiniteTimeSpan;
            await supervision.Ready.WaitAsync(patience, time, stoppingToken);
        }
        catch (TimeoutException)
        {
            var logs = await supervision.LateLogs(stoppingToken);
            failure.End(
                string.Join(
                    Environment.NewLine,
                    logs.Prepend($"Not ready after {limit} s: {string.Join(", ", supervision.Late)}.")
                )
            );
            return;
        }
        output.Plain("Platform is ready: " + string.Join(", ", Addresses()));
        if (SignIn.Link(run) is { } signIn)
        {
            output.Plain($"Sign in to the Workbench as administrator, once: {signIn}");
        }
        if (dashboard.Link is { } link)
        {
            output.Plain(link);
        }
    }

    private IEnumerable<string> Addresses() =>
        from resource in supervision.Required
        where resource.Name != Dashboard.Resource
        from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
        where endpoint is { UriScheme: "http", AllocatedEndpoint: not null }
        select $"{resource.Name}{(endpoint.Name == "http" ? "" : " " + endpoint.Name)} {endpoint.AllocatedEndpoint!.UriString}";
}
