using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Rounds;

/// <summary>HTTP endpoints for other completions of a bad step.</summary>
internal static class AlternativeEndpoints
{
    private const int LongestStep = 10_000;

    public static WebApplication MapAlternatives(this WebApplication app)
    {
        app.MapGet("/tasks/{id:guid}/alternatives/{step:int}", List)
            .ForLabellers()
            .WithSummary(
                "Other completions of a step that the labeller has rated bad, without authors and ratings of others"
            );
        app.MapPut("/tasks/{id:guid}/alternatives/{step:int}", Rate)
            .ForLabellers()
            .WithSummary("Rates another completion, or takes its rating back; repeating it changes nothing");
        app.MapPut("/tasks/{id:guid}/own-steps/{step:int}", Write)
            .ForLabellers()
            .WithSummary("Writes the labeller's own completion of a bad step; repeating it changes nothing");
        return app;
    }

    private static async Task<IResult> List(
        Guid id,
        int step,
        string labeller,
        Alternatives alternatives,
        CancellationToken cancellationToken
    )
    {
        if (TaskRequests.WhyNot(labeller) is { } reason)
        {
            return Refusal.Invalid(reason);
        }

        var (list, refusal) = await alternatives.List(id, step, Labellers.OfPerson(labeller), cancellationToken);
        return refusal is null ? Results.Ok(list) : TaskRequests.Result(refusal);
    }

    private static async Task<IResult> Rate(
        Guid id,
        int step,
        RateAlternative request,
        Alternatives alternatives,
        CancellationToken cancellationToken
    )
    {
        if ((TaskRequests.WhyNot(request.Labeller) ?? TaskRequests.WhyNotRating(request.Rating)) is { } reason)
        {
            return Refusal.Invalid(reason);
        }

        if (request.Text is null)
        {
            return Refusal.Invalid("text: missing; give the completion that is rated.");
        }

        var labeller = Labellers.OfPerson(request.Labeller);
        return TaskRequests.Result(await alternatives.Rate(id, step, labeller, request, cancellationToken));
    }

    private static async Task<IResult> Write(
        Guid id,
        int step,
        WriteStep request,
        Alternatives alternatives,
        CancellationToken cancellationToken
    )
    {
        if (TaskRequests.WhyNot(request.Labeller) is { } reason)
        {
            return Refusal.Invalid(reason);
        }

        if (request.Text?.Length > LongestStep)
        {
            return Refusal.Invalid($"text: has {request.Text.Length} characters; use at most {LongestStep}.");
        }

        if (request.Text is { } text && Storable.Reason([text]) is { } unstorable)
        {
            return Refusal.Invalid($"text: {unstorable}.");
        }

        var labeller = Labellers.OfPerson(request.Labeller);
        return TaskRequests.Result(await alternatives.WriteOwn(id, step, labeller, request.Text, cancellationToken));
    }
}
