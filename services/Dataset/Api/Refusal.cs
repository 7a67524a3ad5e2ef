namespace Platform.Dataset.Api;

/// <summary>Error responses as problem details with a human-readable detail.</summary>
internal static class Refusal
{
    public static IResult NotFound(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    public static IResult Invalid(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
