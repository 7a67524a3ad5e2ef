using System.Net;
using System.Net.Http.Headers;

namespace Refit;

/// <summary>The server answered with something else than success, or with a body that is not what the method returns.</summary>
public sealed class ApiException : Exception
{
    private ApiException(string message, HttpResponseMessage response, string? content, Exception? inner)
        : base(message, inner)
    {
        StatusCode = response.StatusCode;
        ReasonPhrase = response.ReasonPhrase;
        Headers = response.Headers;
        Content = content;
    }

    public HttpStatusCode StatusCode { get; }

    public string? ReasonPhrase { get; }

    public HttpResponseHeaders Headers { get; }

    /// <summary>The body as text, null where it could not be read.</summary>
    public string? Content { get; }

    public bool HasContent => !string.IsNullOrWhiteSpace(Content);

    internal static async Task<ApiException> NoSuccess(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        string? content = null;
        try
        {
            content = await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException)
        {
            // The status alone must do: the connection broke within an error's body.
        }
        return new ApiException(
            $"Response status code does not indicate success: {(int)response.StatusCode} ({response.ReasonPhrase}).",
            response,
            content,
            null
        );
    }

    internal static ApiException Unreadable(HttpResponseMessage response, Exception inner) =>
        new("An error occurred deserializing the response.", response, null, inner);
}
