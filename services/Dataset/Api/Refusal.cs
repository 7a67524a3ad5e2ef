namespace Platform.Dataset.Api;

/// <summary>Errors as problem details whose detail is a sentence for people.</summary>
internal static class Refusal
{
    public static IResult NotFound(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    public static IResult Invalid(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
