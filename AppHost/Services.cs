using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.AppHost.Running;

namespace Platform.AppHost;

/// <summary>Services of the platform as Aspire projects.</summary>
internal static class Services
{
    /// <summary>A service with an HTTP endpoint and a health check; settings of its section are passed on.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder,
        RunFolder run,
        string name
    )
        where TProject : IProjectMetadata, new()
    {
        var metadata = new TProject();
        string project = Path.GetFileNameWithoutExtension(metadata.ProjectPath);
        var service = builder
            .AddProject<TProject>(name, launchProfileName: null)
            .WithHttpEndpoint(port: run.Port($"{name}/http"), isProxied: false)
            .WithAccess(builder, run);
        if (builder.ExecutionContext.IsRunMode)
        {
            service.RunProgram(builder, metadata.ProjectPath, project);
        }
        // --Generator:BaseAddress=http://... and so on.
        foreach (var (key, value) in builder.Configuration.GetSection(project).AsEnumerable())
        {
            if (value is not null)
            {
                service.WithEnvironment(key.Replace(":", "__"), value);
            }
        }
        return service;
    }

    /// <summary>A setting of the service, unless the user gives it (<c>--Scorer:Threads=4</c>).</summary>
    /// <param name="service">The service.</param>
    /// <param name="setting">Its name with the section, for example <c>Scorer:Threads</c>.</param>
    /// <param name="value">The value.</param>
    public static IResourceBuilder<ProjectResource> WithDefault(
        this IResourceBuilder<ProjectResource> service,
        string setting,
        string value
    ) =>
        service.ApplicationBuilder.Configuration[setting] is null
            ? service.WithEnvironment(setting.Replace(":", "__"), value)
            : service;

    /// <summary>Adds a dashboard command that posts to the service.</summary>
    public static IResourceBuilder<ProjectResource> WithOperation(
        this IResourceBuilder<ProjectResource> service,
        string path,
        string name,
        string icon,
        string description
    ) =>
        service.WithHttpCommand(
            path,
            name,
            commandOptions: new()
            {
                Description = description,
                IconName = icon,
                PrepareRequest = context =>
                {
                    context.Request.Headers.Authorization = context.Services.GetRequiredService<Access>().Header;
                    return Task.CompletedTask;
                },
            }
        );

    /// <summary>
    /// Starts the built program itself. Aspire would start one <c>dotnet run</c> per service, at 135 MB and a second of one
    /// core each. The resource remains a project in the dashboard.
    /// </summary>
    private static void RunProgram(
        this IResourceBuilder<ProjectResource> service,
        IDistributedApplicationBuilder builder,
        string projectPath,
        string project
    )
    {
        string configuration = typeof(Services)
            .Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!
            .Configuration.ToLowerInvariant();
        string program = Path.GetFullPath(
            Path.Combine("..", "artifacts", "bin", project, configuration, $"{project}.dll"),
            builder.AppHostDirectory
        );
        if (!File.Exists(program))
        {
            throw new DistributedApplicationException(
                $"{service.Resource.Name} is not built ({program} is missing): ./platform setup"
            );
        }
        service
            .WithAnnotation(
                new ExecutableAnnotation { Command = "dotnet", WorkingDirectory = Path.GetDirectoryName(projectPath)! }
            )
            .WithArgs(program);
    }
}
