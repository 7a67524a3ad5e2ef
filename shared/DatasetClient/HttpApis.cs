using System.Net.Http.Headers;
using Refit;

namespace Platform.DatasetClient;

/// <summary>HTTP interfaces from Refit's source generator, with one set of settings.</summary>
public static class HttpApis
{
    /// <summary>
    /// A connection that fails throws what <see cref="HttpClient"/> throws. Refit would wrap the exception, and retries that
    /// handle <see cref="HttpRequestException"/> would no longer see it.
    /// </summary>
    public static RefitSettings Settings { get; } = new() { TransportExceptionFactory = (_, e, _) => e };

    /// <summary>The header that carries a token; null without one.</summary>
    public static AuthenticationHeaderValue? Bearer(string? token) =>
        string.IsNullOrEmpty(token) ? null : new("Bearer", token);

    /// <summary>An HTTP interface over a client that has a base address.</summary>
    public static T For<T>(HttpClient client) => RestService.ForGenerated<T>(client, Settings);
}
