namespace Platform.Gateway.Endpoints;

/// <summary>Measures the requests to endpoints with a <see cref="MeasuredOperation"/>.</summary>
internal sealed class Measuring(RequestDelegate next, GatewayMetrics metrics, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // The path is as the client writes it; the route is one of a few.
        if (
            context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } route } endpoint
            || endpoint.Metadata.GetMetadata<MeasuredOperation>() is not { } operation
        )
        {
            await next(context);
            return;
        }

        var started = time.GetTimestamp();
        var request = new MeasuredRequest(route, operation.Name);
        context.Features.Set(request);
        metrics.Arrived(request);
        try
        {
            await next(context);
        }
        catch
        {
            request.Status = StatusCodes.Status500InternalServerError;
            throw;
        }
        finally
        {
            metrics.Ended(request, request.Status ?? context.Response.StatusCode, time.GetElapsedTime(started));
        }
    }
}

/// <summary>Metadata of an endpoint.</summary>
/// <param name="Name">What it does, by OpenTelemetry's <c>gen_ai.operation.name</c> where that has a name for it.</param>
internal sealed record MeasuredOperation(string Name)
{
    public static MeasuredOperation Chat { get; } = new("chat");
    public static MeasuredOperation Completion { get; } = new("text_completion");
    public static MeasuredOperation Score { get; } = new("score");
}

/// <summary>A request that is measured, as far as it is understood. A feature of its context.</summary>
/// <param name="endpoint">The endpoint's route.</param>
/// <param name="operation">The name of its <see cref="MeasuredOperation"/>.</param>
internal sealed class MeasuredRequest(string endpoint, string operation)
{
    public string Endpoint => endpoint;

    public string Operation => operation;

    /// <summary>The strategy without its number; null if there is none, or before it has been read.</summary>
    public string? Strategy { get; set; }

    /// <summary>Name of the generator, or of the reward model that scores; null before it has been found.</summary>
    public string? Model { get; set; }

    /// <summary>How the request has ended, if its response does not say it: an HTTP status.</summary>
    public int? Status { get; set; }
}
