using Platform.Contracts;
using Platform.ServiceDefaults.Access;

namespace Platform.Dataset.Rounds;

/// <summary>What the requests of labellers have in common.</summary>
internal static class TaskRequests
{
    /// <summary>Why this is no name of a labeller; null if it is one.</summary>
    public static string? WhyNot(string? labeller) =>
        labeller is not null && Names.IsValid(labeller)
            ? null
            : $"labeller: '{labeller}' is not a valid name: use {Names.Rule}.";

    /// <summary>Why this is no rating; null if it is one.</summary>
    public static string? WhyNotRating(int? rating) =>
        rating is null or -1 or 0 or 1 ? null : $"rating: must be 1, 0, -1 or null (unsure); got {rating}.";

    /// <summary>
    /// Opens an endpoint to tokens of labellers, for requests about tasks of their own account; requests name the labeller.
    /// </summary>
    public static RouteHandlerBuilder ForLabellers(this RouteHandlerBuilder endpoint) =>
        endpoint.ForOwners(AccessSetup.Labelling);

    /// <summary>Opens an endpoint to tokens of adjudicators, for requests that name their own account.</summary>
    public static RouteHandlerBuilder ForAdjudicators(this RouteHandlerBuilder endpoint) =>
        endpoint.ForOwners(AccessSetup.Adjudicating);

    private static RouteHandlerBuilder ForOwners(this RouteHandlerBuilder endpoint, string policy) =>
        endpoint
            .RequireAuthorization(policy)
            .AddEndpointFilter(
                async (context, next) =>
                    context.HttpContext.User.MayLabelAs(
                        context.Arguments.Select(Labeller).OfType<string>().FirstOrDefault()
                    )
                        ? await next(context)
                        : Results.Problem(
                            "A token with the scope label or adjudicate acts as its own account only: give the name of the account.",
                            statusCode: StatusCodes.Status403Forbidden
                        )
            );

    private static string? Labeller(object? argument) =>
        argument switch
        {
            string labeller => labeller,
            TakeTask request => request.Labeller,
            RateStep request => request.Labeller,
            RateAlternative request => request.Labeller,
            WriteStep request => request.Labeller,
            EndTask request => request.Labeller,
            _ => null,
        };

    /// <summary>No content, or why the task was not changed.</summary>
    public static IResult Result(TaskRefusal? refusal) =>
        refusal is null ? Results.NoContent() : Results.Problem(refusal.Detail, statusCode: refusal.Status);
}
