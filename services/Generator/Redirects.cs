using System.Net;

namespace Platform.Generator;

/// <summary>
/// Repeats a request at the address that a server points to. <see cref="HttpClient"/> itself would turn a POST into a GET
/// and drop the key. The key is sent to the same server only.
/// </summary>
internal sealed class Redirects(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int Most = 5;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        for (var i = 0; i < Most && Target(request.RequestUri!, response) is { } target; i++)
        {
            response.Dispose();
            if (!IsSameServer(request.RequestUri!, target))
            {
                request.Headers.Authorization = null;
            }

            request.RequestUri = target;
            response = await base.SendAsync(request, cancellationToken);
        }
        return response;
    }

    /// <summary>Null for a response that does not redirect a POST, or not safely.</summary>
    private static Uri? Target(Uri from, HttpResponseMessage response) =>
        response.StatusCode
            is HttpStatusCode.Moved
                or HttpStatusCode.Found
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location
        && new Uri(from, location) is var target
        && (target.Scheme == from.Scheme || target.Scheme == Uri.UriSchemeHttps)
            ? target
            : null;

    private static bool IsSameServer(Uri from, Uri to) =>
        from.IdnHost == to.IdnHost && (from.Port == to.Port || (from.IsDefaultPort && to.IsDefaultPort));
}
