namespace Platform.Gateway.OpenAi;

/// <summary>A request is refused, with OpenAI's names for what is wrong.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="type">For example <c>invalid_request_error</c>.</param>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="code">A word for programs; null if the type says it all.</param>
/// <param name="parameter">The field of the request that is wrong; null for none.</param>
internal sealed class Refused(
    int status,
    string type,
    string message,
    string? code = null,
    string? parameter = null,
    Exception? inner = null
) : Exception(message, inner)
{
    public int Status => status;

    public OpenAiError Error => new(Message, type, parameter, code);

    /// <summary>The request itself is wrong.</summary>
    public static Refused Invalid(string? parameter, string message, string? code = null) =>
        new(StatusCodes.Status400BadRequest, OpenAiError.InvalidRequest, message, code, parameter);

    /// <summary>A model does not exist.</summary>
    public static Refused NoModel(string message) =>
        new(StatusCodes.Status404NotFound, OpenAiError.InvalidRequest, message, "model_not_found", "model");

    /// <summary>A generator or scorer could not do its part.</summary>
    public static Refused Upstream(string message, Exception? inner = null) =>
        new(StatusCodes.Status502BadGateway, OpenAiError.Upstream, message, "upstream_error", inner: inner);

    /// <summary>No worker is available.</summary>
    public static Refused Unavailable(string message, Exception? inner = null) =>
        new(StatusCodes.Status503ServiceUnavailable, OpenAiError.Upstream, message, "unavailable", inner: inner);

    /// <summary>It took too long.</summary>
    public static Refused TooLate(string message, Exception? inner = null) =>
        new(StatusCodes.Status504GatewayTimeout, OpenAiError.Upstream, message, "timeout", inner: inner);
}
