namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port of a resource. With replicas each has its own and nobody may refer to it: there is no proxy.</summary>
internal sealed class Endpoint(string name, string scheme)
{
    public string Name => name;

    public string Scheme => scheme;

    public int? Port { get; set; }
}

/// <summary>An endpoint that is named while the model is built and known when it runs.</summary>
public sealed class EndpointReference
{
    private readonly Resource _resource;
    private readonly Endpoint _endpoint;

    internal EndpointReference(Resource resource, string name)
    {
        _resource = resource;
        _endpoint = resource.Endpoint(name);
    }

    public int Port =>
        _endpoint.Port
        ?? throw new DistributedApplicationException(
            $"Endpoint '{_endpoint.Name}' of '{_resource.Name}' has no single address: '{_resource.Name}' has replicas, "
                + "and only Aspire itself puts a proxy before them."
        );

    public string Url => $"{_endpoint.Scheme}://localhost:{Port}";
}
