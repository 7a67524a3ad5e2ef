using System.Reflection;
using Aspire.Hosting.Native;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }

    /// <summary>The folder of the AppHost's project file.</summary>
    string AppHostDirectory { get; }

    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    DistributedApplication Build();
}

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private RunFolder? _folder;

    public DistributedApplicationBuilder(string[] args)
    {
        Configuration.AddEnvironmentVariables().AddCommandLine(args);
        AppHostDirectory = typeof(DistributedApplicationBuilder)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "AppHostDirectory")
            .Value!;
    }

    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory { get; }

    public List<Resource> Resources { get; } = [];

    /// <summary>Where everything that runs keeps its files: <c>RunDirectory</c>, relative to the repository.</summary>
    public RunFolder Folder =>
        _folder ??= new RunFolder(
            Path.GetFullPath(Configuration["RunDirectory"] ?? ".run", Path.GetFullPath("..", AppHostDirectory))
        );

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        Resources.Add(resource.Model());
        return new ResourceBuilder<T>(resource);
    }

    public DistributedApplication Build() => new(this);
}
