using Platform.Gateway.OpenAi;
using Refit;

namespace Platform.Gateway.Endpoints;

/// <summary>Answers every failure in OpenAI's shape.</summary>
internal sealed class Errors(RequestDelegate next, ILogger<Errors> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            {
                int status = context.Response.StatusCode;
                await Answer(
                    context,
                    status,
                    OpenAiError.Of(status, $"There is no {context.Request.Method} {context.Request.Path} here.")
                );
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has closed the connection.
            context.Features.Get<MeasuredRequest>()?.Status = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
            switch (e)
            {
                case Refused refused:
                    log.Refused(method, path, refused.Status, refused.Message);
                    await Answer(context, refused.Status, refused.Error);
                    break;
                case BadHttpRequestException bad:
                    await Answer(context, bad.StatusCode, OpenAiError.Of(bad.StatusCode, bad.Message));
                    break;
                case HttpRequestException or ApiException:
                    log.Refused(method, path, StatusCodes.Status503ServiceUnavailable, e.Message);
                    var away = Refused.Unavailable("Dataset does not answer; ask again in a moment.", e);
                    await Answer(context, away.Status, away.Error);
                    break;
                default:
                    log.Failed(e, method, path);
                    await Answer(
                        context,
                        StatusCodes.Status500InternalServerError,
                        OpenAiError.Of(
                            StatusCodes.Status500InternalServerError,
                            "The gateway failed; its log says why."
                        )
                    );
                    break;
            }
        }
    }

    private static Task Answer(HttpContext context, int status, OpenAiError error) =>
        error.Result(status).ExecuteAsync(context);
}
