namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that runs, or is reached. What may be done with it is said by the other interfaces.</summary>
public interface IResource
{
    string Name { get; }
}

public interface IResourceWithEnvironment : IResource;

public interface IResourceWithEndpoints : IResource;

public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

public interface IResourceWithWaitSupport : IResource;

public interface IResourceWithConnectionString : IResource
{
    /// <summary>Known once ports and passwords are.</summary>
    internal string ConnectionString { get; }

    /// <summary>The parts of the connection string by their names, HOST, PORT and so on.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> ConnectionProperties { get; }
}

public interface IResourceBuilder<out T>
    where T : IResource
{
    T Resource { get; }
}

/// <summary>What the model says about a resource; read once, at the start.</summary>
public abstract class Resource(string name) : IResource
{
    public string Name { get; } = name;

    internal List<Endpoint> Endpoints { get; } = [];

    /// <summary>In the order the model says them; values are resolved when the process starts.</summary>
    internal List<Func<IEnumerable<KeyValuePair<string, string>>>> Environment { get; } = [];

    internal List<IResource> WaitsFor { get; } = [];

    internal Endpoint Endpoint(string name) =>
        Endpoints.Find(e => e.Name == name)
        ?? throw new DistributedApplicationException($"Resource '{Name}' has no endpoint '{name}'.");
}

internal sealed record ResourceBuilder<T>(T Resource) : IResourceBuilder<T>
    where T : IResource;
