using Aspire.Hosting.Native;

namespace Aspire.Hosting;

/// <summary>The arrows of the model: what a resource is told, refers to and waits for.</summary>
public static class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => builder.Tell(() => [new(name, value ?? "")]);

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder,
        string name,
        EndpointReference endpointReference
    )
        where T : IResourceWithEnvironment => builder.Tell(() => [new(name, endpointReference.Url)]);

    public static IResourceBuilder<T> WithReference<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<IResourceWithConnectionString> source
    )
        where T : IResourceWithEnvironment
    {
        var resource = source.Resource;
        return builder.Tell(() =>
            Conventions.ConnectionString(resource.Name, resource.ConnectionString, resource.ConnectionProperties)
        );
    }

    public static IResourceBuilder<T> WithReference<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<IResourceWithServiceDiscovery> source
    )
        where T : IResourceWithEnvironment
    {
        var resource = source.Resource.Model();
        return builder.Tell(() =>
            resource.Endpoints.SelectMany(e =>
                Conventions.Service(resource.Name, e.Name, new EndpointReference(resource, e.Name).Url)
            )
        );
    }

    /// <summary>Starts only once the dependency is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<IResource> dependency
    )
        where T : IResourceWithWaitSupport
    {
        builder.Resource.Model().WaitsFor.Add(dependency.Resource);
        return builder;
    }

    /// <summary>An endpoint called "http" on a port of its own.</summary>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        builder.Resource.Model().Endpoints.Add(new Endpoint("http", "http"));
        return builder;
    }

    /// <summary>Healthy while GET <paramref name="path"/> answers 200. The endpoint must have been declared.</summary>
    public static IResourceBuilder<ProjectResource> WithHttpHealthCheck(
        this IResourceBuilder<ProjectResource> builder,
        string path
    )
    {
        _ = builder.Resource.Endpoint("http");
        builder.Resource.HealthPath = path;
        return builder;
    }

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource.Model(), name);

    internal static Resource Model(this IResource resource) => (Resource)resource;

    private static IResourceBuilder<T> Tell<T>(
        this IResourceBuilder<T> builder,
        Func<IEnumerable<KeyValuePair<string, string>>> variables
    )
        where T : IResource
    {
        builder.Resource.Model().Environment.Add(variables);
        return builder;
    }
}
