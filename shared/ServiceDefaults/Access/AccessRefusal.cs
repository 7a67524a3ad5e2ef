using Microsoft.AspNetCore.Http;

namespace Platform.ServiceDefaults.Access;

/// <summary>How a refused request is answered: with problem details, unless a service speaks another language.</summary>
public sealed class AccessRefusal
{
    /// <summary>The response to a status, 401 or 403, with what is wrong.</summary>
    public Func<int, string, IResult> Result { get; set; } =
        (status, detail) => Results.Problem(detail, statusCode: status);
}
