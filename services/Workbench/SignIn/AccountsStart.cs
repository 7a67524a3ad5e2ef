using Microsoft.Extensions.Diagnostics.HealthChecks;
using Refit;

namespace Platform.Workbench.SignIn;

/// <summary>
/// Takes over the accounts of earlier versions and offers the administrator's link, as soon as Dataset and its database
/// answer. The service is healthy afterwards.
/// </summary>
internal sealed class AccountsStart(IServiceScopeFactory scopes, TimeProvider time, ILogger<AccountsStart> log)
    : BackgroundService,
        IHealthCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private volatile bool _done;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            _done ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Dataset has not answered yet.")
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool waiting = false;
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<AccountsFile>().TakeOver(stoppingToken);
                await scope
                    .ServiceProvider.GetRequiredService<AdministratorLink>()
                    .Offer(scope.ServiceProvider.GetRequiredService<AccountManager>());
                _done = true;
                return;
            }
            catch (Exception e)
                when (e is HttpRequestException || e is ApiException { StatusCode: >= (System.Net.HttpStatusCode)500 })
            {
                if (!waiting)
                {
                    log.WaitingForDataset(e.Message);
                    waiting = true;
                }

                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }
}
