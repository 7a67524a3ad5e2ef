using Platform.Contracts;
using Platform.Dataset.Api;

namespace Platform.Dataset.Rounds;

/// <summary>HTTP endpoints for labelling rounds and their tasks.</summary>
internal static class RoundEndpoints
{
    private const int LongestReason = 2000;

    public static WebApplication MapRounds(this WebApplication app)
    {
        app.MapGet("/rounds", (RoundViews views, CancellationToken c) => views.List(null, c))
            .WithSummary("Labellings by people with their statistics, newest first");
        app.MapGet("/rounds/{id:guid}", Get).WithSummary("A labelling by people with its statistics");
        app.MapPost("/tasks/next", Take)
            .ForLabellers()
            .WithSummary("The labeller's open task, or the next one that nobody holds; 204 if none is left");
        app.MapPut("/tasks/{id:guid}/ratings/{step:int}", Rate)
            .ForLabellers()
            .WithSummary("Stores the rating of a step and renews the lease; repeating it changes nothing");
        app.MapDelete("/tasks/{id:guid}/ratings/{step:int}", Unrate)
            .ForLabellers()
            .WithSummary("Takes the rating of a step back; repeating it changes nothing");
        app.MapPost("/tasks/{id:guid}/end", End)
            .ForLabellers()
            .WithSummary("Ends a task: finished, gave-up or bad-problem; repeating it changes nothing");
        app.MapPost("/adjudications/next", Adjudicate)
            .ForAdjudicators()
            .WithSummary("The adjudicator's open disagreement, or the next one; 204 if none is left");
        return app.MapAlternatives();
    }

    private static async Task<IResult> Get(Guid id, RoundViews views, CancellationToken cancellationToken) =>
        await views.List(id, cancellationToken) is [var round]
            ? Results.Ok(round)
            : Refusal.NotFound($"There is no labelling by people {id}; GET /rounds lists them.");

    private static async Task<IResult> Take(TakeTask request, RoundTasks tasks, CancellationToken cancellationToken)
    {
        if (TaskRequests.WhyNot(request.Labeller) is { } reason)
        {
            return Refusal.Invalid(reason);
        }

        return await tasks.Take(Labellers.OfPerson(request.Labeller), request.Labelling, cancellationToken) switch
        {
            { Task: { } task } => Results.Ok(task),
            { Refusal: { } refusal } => TaskRequests.Result(refusal),
            _ => Results.NoContent(),
        };
    }

    private static async Task<IResult> Adjudicate(
        TakeTask request,
        Adjudications adjudications,
        CancellationToken cancellationToken
    )
    {
        if (TaskRequests.WhyNot(request.Labeller) is { } reason)
        {
            return Refusal.Invalid(reason);
        }

        var labeller = Labellers.OfPerson(request.Labeller);
        return await adjudications.Take(labeller, request.Labelling, cancellationToken) is { } adjudication
            ? Results.Ok(adjudication)
            : Results.NoContent();
    }

    private static async Task<IResult> Rate(
        Guid id,
        int step,
        RateStep request,
        TaskRatings ratings,
        CancellationToken cancellationToken
    )
    {
        if (TaskRequests.WhyNot(request.Labeller) is { } reason)
        {
            return Refusal.Invalid(reason);
        }

        if (TaskRequests.WhyNotRating(request.Rating) is { } wrong)
        {
            return Refusal.Invalid(wrong);
        }

        var labeller = Labellers.OfPerson(request.Labeller);
        return TaskRequests.Result(await ratings.Rate(id, step, labeller, request.Rating, cancellationToken));
    }

    private static async Task<IResult> Unrate(
        Guid id,
        int step,
        string labeller,
        TaskRatings ratings,
        CancellationToken cancellationToken
    ) =>
        TaskRequests.WhyNot(labeller) is { } reason
            ? Refusal.Invalid(reason)
            : TaskRequests.Result(await ratings.Unrate(id, step, Labellers.OfPerson(labeller), cancellationToken));

    private static async Task<IResult> End(Guid id, EndTask request, TaskEnds ends, CancellationToken cancellationToken)
    {
        if (TaskRequests.WhyNot(request.Labeller) is { } reason)
        {
            return Refusal.Invalid(reason);
        }

        if (!TaskEnding.All.Contains(request.Ending))
        {
            return Refusal.Invalid($"ending: must be {string.Join(", ", TaskEnding.All)}; got '{request.Ending}'.");
        }

        if (request.Ending != TaskEnding.Finished && string.IsNullOrWhiteSpace(request.Reason))
        {
            return Refusal.Invalid($"reason: missing; say why the task ends with {request.Ending}.");
        }

        if (request.Reason?.Length > LongestReason)
        {
            return Refusal.Invalid($"reason: has {request.Reason.Length} characters; use at most {LongestReason}.");
        }

        if (request.Seconds is { } seconds && !(seconds >= 0 && double.IsFinite(seconds)))
        {
            return Refusal.Invalid($"seconds: must be 0 or more; got {seconds}.");
        }

        return TaskRequests.Result(await ends.End(id, request, cancellationToken));
    }
}
