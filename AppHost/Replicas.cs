using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.AppHost.Running;

namespace Platform.AppHost;

/// <summary>
/// A service that is scaled: one resource per replica, so that replicas can be started and stopped one by one.
/// </summary>
internal static class Replicas
{
    /// <summary>Most replicas that can run at a time; those that do not run are hidden in the dashboard.</summary>
    public const int Most = 16;

    /// <summary>The replicas <c>NAME-1</c>, <c>NAME-2</c> and so on; the first ones start.</summary>
    public static IReadOnlyList<IResourceBuilder<ProjectResource>> AddReplicas<TProject>(
        this IDistributedApplicationBuilder builder,
        RunFolder run,
        string name,
        int start
    )
        where TProject : IProjectMetadata, new()
    {
        if (start is < 1 or > Most)
        {
            throw new DistributedApplicationException($"The number of {name}s is 1 to {Most}, not {start}.");
        }
        int most = builder.ExecutionContext.IsPublishMode ? 1 : Most;
        var replicas = Enumerable.Range(1, most).Select(i => builder.AddReplica<TProject>(run, name, i)).ToList();
        foreach (var spare in replicas.Skip(start))
        {
            spare
                .WithExplicitStart()
                .WithInitialState(
                    new()
                    {
                        ResourceType = "Project",
                        Properties = [],
                        IsHidden = true,
                    }
                );
        }
        return replicas;
    }

    /// <summary>One thread in deterministic batching, else this replica's share of the processors.</summary>
    public static IResourceBuilder<ProjectResource> WithThreads(
        this IResourceBuilder<ProjectResource> replica,
        string setting,
        string batching
    )
    {
        int replicas = replica.ApplicationBuilder.Configuration.GetValue("Scorers", 1);
        int share = Math.Max(1, Environment.ProcessorCount / replicas);
        return replica.WithDefault(setting, batching == "chunk" ? "1" : $"{share}");
    }

    private static IResourceBuilder<ProjectResource> AddReplica<TProject>(
        this IDistributedApplicationBuilder builder,
        RunFolder run,
        string name,
        int number
    )
        where TProject : IProjectMetadata, new() =>
        builder
            .AddService<TProject>(run, $"{name}-{number}")
            .WithAnnotation(new ReplicaOf(name, number))
            .WithCommand(
                "drain",
                "Drain",
                async context =>
                {
                    var replica = context
                        .Services.GetRequiredService<DistributedApplicationModel>()
                        .Resources.Single(r => r.Name == $"{name}-{number}");
                    await context.Services.GetRequiredService<Scaling>().Drain(replica, context.CancellationToken);
                    return CommandResults.Success();
                },
                new()
                {
                    Description = "Finishes the work in hand, returns the rest to the queue, and stops.",
                    IconName = "ArrowExit",
                    UpdateState = WhileRunning,
                }
            )
            .WithCommand(
                "scale-out",
                "Start another",
                async context =>
                {
                    var scaling = context.Services.GetRequiredService<Scaling>();
                    await scaling.Scale(name, Math.Min(Most, scaling.Running(name) + 1), context.CancellationToken);
                    return CommandResults.Success();
                },
                new()
                {
                    Description = "Starts one more replica.",
                    IconName = "AddCircle",
                    UpdateState = WhileRunning,
                }
            );

    private static ResourceCommandState WhileRunning(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
            ? ResourceCommandState.Enabled
            : ResourceCommandState.Disabled;
}
