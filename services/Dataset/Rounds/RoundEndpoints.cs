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
            .WithSummary("The labeller's open task, or the next one that nobody holds; 204 if none is left");
        app.MapPut("/tasks/{id:long}/ratings/{step:int}", Rate)
            .WithSummary("Stores the rating of a step and renews the lease; repeating it changes nothing");
        app.MapPost("/tasks/{id:long}/end", End)
            .WithSummary("Ends a task: finished, gave-up or bad-problem; repeating it changes nothing");
        return app;
    }

    private static async Task<IResult> Get(Guid id, RoundViews views, CancellationToken cancellationToken) =>
        await views.List(id, cancellationToken) is [var round]
            ? Results.Ok(round)
            : Refusal.NotFound($"There is no labelling by people {id}; GET /rounds lists them.");

    private static async Task<IResult> Take(TakeTask request, RoundTasks tasks, CancellationToken cancellationToken)
    {
        if (WhyNot(request.Labeller) is { } reason)
        {
            return Refusal.Invalid(reason);
        }

        var labeller = Labellers.OfPerson(request.Labeller);
        return await tasks.Take(labeller, request.Labelling, cancellationToken) is { } task
            ? Results.Ok(task)
            : Results.NoContent();
    }

    private static async Task<IResult> Rate(
        long id,
        int step,
        RateStep request,
        RoundTasks tasks,
        CancellationToken cancellationToken
    )
    {
        if (WhyNot(request.Labeller) is { } reason)
        {
            return Refusal.Invalid(reason);
        }

        if (request.Rating is not (null or -1 or 0 or 1))
        {
            return Refusal.Invalid($"rating: must be 1, 0, -1 or null (unsure); got {request.Rating}.");
        }

        var labeller = Labellers.OfPerson(request.Labeller);
        return Result(await tasks.Rate(id, step, labeller, request.Rating, cancellationToken));
    }

    private static async Task<IResult> End(
        long id,
        EndTask request,
        RoundTasks tasks,
        CancellationToken cancellationToken
    )
    {
        if (WhyNot(request.Labeller) is { } reason)
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

        return Result(await tasks.End(id, request, cancellationToken));
    }

    private static string? WhyNot(string? labeller) =>
        labeller is not null && Names.IsValid(labeller)
            ? null
            : $"labeller: '{labeller}' is not a valid name: use {Names.Rule}.";

    private static IResult Result(TaskRefusal? refusal) =>
        refusal is null ? Results.NoContent() : Results.Problem(refusal.Detail, statusCode: refusal.Status);
}
