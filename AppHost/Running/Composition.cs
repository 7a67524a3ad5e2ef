using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Platform.AppHost.Running;

/// <summary>Registers what keeps the resources running.</summary>
internal static class Composition
{
    /// <summary>Holds the run folder, waits for what a killed AppHost left behind, and adds supervision.</summary>
    public static async Task<RunFolder> AddRunning(this IDistributedApplicationBuilder builder, string folder)
    {
        var run = new RunFolder(folder);
        if (builder.ExecutionContext.IsPublishMode)
        {
            return run;
        }
        run.Hold();
        var output = new Output(builder.Configuration["LogFile"]);
        var table = new ProcessTable(run);
        await table.EndLeftovers(output, TimeProvider.System, CancellationToken.None);
        Dashboard.Configure(builder, run);
        // The AppHost ends when everything has ended, instead of leaving the rest to the orchestrator.
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true";

        builder.Services.AddLogging(l =>
            l.AddSimpleConsole(c => c.SingleLine = true)
                .AddFilter("Microsoft", LogLevel.Critical)
                .AddFilter("Aspire.Hosting", LogLevel.Error)
        );
        // Resources that wait for a crashed resource keep waiting, because it is started again.
        builder.Services.PostConfigure<ResourceNotificationServiceOptions>(o =>
            o.DefaultWaitBehavior = WaitBehavior.WaitOnResourceUnavailable
        );
        builder.Services.AddSingleton(run);
        builder.Services.AddSingleton(_ => Access.Of(builder, run));
        // Factories, because the container disposes only what it created.
        builder.Services.AddSingleton(_ => output);
        builder.Services.AddSingleton(_ => table);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Dashboard>();
        builder.Services.AddSingleton<Failure>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<ResourceOutput>();
        builder.Services.AddSingleton<Scaling>();
        builder.Services.AddSingleton<Supervision>();
        builder.Services.AddHostedService<Control>();
        First(s => s.GetRequiredService<Readiness>());
        First(s => s.GetRequiredService<ResourceOutput>());
        First(s => s.GetRequiredService<Supervision>());
        return run;

        // Before Aspire's own services, which return from their start only when every resource has been created.
        void First(Func<IServiceProvider, IHostedService> service) =>
            builder.Services.Insert(0, ServiceDescriptor.Singleton(service));
    }
}
