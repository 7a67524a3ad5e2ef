using System.Reflection;

namespace Refit;

public static class RestService
{
    /// <summary>An HTTP interface over a client, which must have a base address when it is called.</summary>
    public static T For<T>(HttpClient client)
    {
        var api = DispatchProxy.Create<T, RestProxy>();
        ((RestProxy)(object)api!).Over(client, typeof(T));
        return api;
    }
}

/// <summary>Sends every call of the interface it stands for. Open only because the runtime derives from it.</summary>
public class RestProxy : DispatchProxy
{
    private HttpClient? _client;
    private Dictionary<MethodInfo, RestMethod> _methods = [];

    internal void Over(HttpClient client, Type api)
    {
        _client = client;
        _methods = api.GetMethods().ToDictionary(method => method, method => new RestMethod(method));
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _methods[targetMethod!].Invoke(_client!, args ?? []);
}
