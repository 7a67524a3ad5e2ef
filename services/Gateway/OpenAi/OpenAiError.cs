using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Gateway.OpenAi;

/// <summary>An error in OpenAI's shape: <c>{"error": {...}}</c>. All four fields are always there.</summary>
/// <param name="Message">For people.</param>
/// <param name="Type">A class of errors.</param>
/// <param name="Param">The field of the request that is wrong.</param>
/// <param name="Code">A word for programs.</param>
internal sealed record OpenAiError(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Param,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Code
)
{
    public const string InvalidRequest = "invalid_request_error";
    public const string Upstream = "upstream_error";
    public const string Server = "server_error";

    /// <summary>The body.</summary>
    public string Body() => JsonSerializer.Serialize(new { Error = this }, OpenAiJson.Options);

    public IResult Result(int status) => Results.Text(Body(), "application/json", statusCode: status);

    /// <summary>The error of a status that was set without a body.</summary>
    public static OpenAiError Of(int status, string message) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => new(message, InvalidRequest, null, "invalid_api_key"),
            StatusCodes.Status403Forbidden => new(message, "permission_error", null, "insufficient_scope"),
            StatusCodes.Status404NotFound => new(message, InvalidRequest, null, "unknown_url"),
            >= 500 => new(message, Server, null, null),
            _ => new(message, InvalidRequest, null, null),
        };
}
