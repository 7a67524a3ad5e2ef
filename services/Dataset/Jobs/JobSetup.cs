using MassTransit;

namespace Platform.Dataset.Jobs;

/// <summary>Registers the job engine and its extensions.</summary>
internal static class JobSetup
{
    public static IServiceCollection AddJobEngine(this IServiceCollection services) =>
        services
            .AddSingleton<WorkKindTable>()
            .AddSingleton<IQueueDepth, QueueDepth>()
            .AddSingleton<Wake>()
            .AddSingleton<DispatcherPause>()
            .AddSingleton<Backlog>()
            .AddSingleton<JobViews>()
            .AddSingleton<JobPause>()
            .AddSingleton<Submissions>()
            .AddScoped<HttpSubmissions>()
            .AddSingleton<WorkResults>()
            .AddHostedService<DatasetMetrics>()
            .AddHostedService<Dispatcher>();

    public static IServiceCollection AddJobKind<TKind>(this IServiceCollection services)
        where TKind : JobKind => services.AddScoped<TKind>().AddScoped<JobKind>(s => s.GetRequiredService<TKind>());

    public static IServiceCollection AddWorkKind<TKind>(this IServiceCollection services)
        where TKind : WorkKind => services.AddSingleton<WorkKind, TKind>();

    public static void AddJobEngine(this IBusRegistrationConfigurator bus) =>
        bus.AddConsumer<WorkConsumer, WorkConsumerDefinition<WorkConsumer>>();

    /// <summary>Adds the submission queue of a kind of job.</summary>
    public static void AddJobQueue<TKind>(this IBusRegistrationConfigurator bus)
        where TKind : JobKind, IQueuedJob =>
        bus.AddConsumer<SubmissionConsumer<TKind>, SubmissionConsumerDefinition<TKind>>();

    /// <summary>Adds a consumer of results.</summary>
    public static void AddResults<TConsumer>(this IBusRegistrationConfigurator bus)
        where TConsumer : class, IConsumer => bus.AddConsumer<TConsumer, ResultConsumerDefinition<TConsumer>>();

    /// <summary>Adds a consumer of heartbeats.</summary>
    public static void AddHeartbeats<TConsumer>(this IBusRegistrationConfigurator bus)
        where TConsumer : class, IConsumer => bus.AddConsumer<TConsumer, WorkConsumerDefinition<TConsumer>>();
}
