using System.Net;
using System.Text.Json;
using Refit;

namespace Platform.Workbench.Pages;

/// <summary>Answers with Dataset's own message when it refuses a request, and says so when it does not answer.</summary>
internal sealed class DatasetErrors(RequestDelegate next, ILogger<DatasetErrors> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (ApiException e) when (!context.Response.HasStarted && (int)e.StatusCode < 500)
        {
            await Answer(context, (int)e.StatusCode, Detail(e.Content) ?? e.Message);
        }
        catch (ApiException e) when (!context.Response.HasStarted)
        {
            log.DatasetSilent(e.Message);
            await Answer(
                context,
                StatusCodes.Status503ServiceUnavailable,
                Detail(e.Content)
                    ?? "Dataset cannot answer at present; its database may be starting. Load the page again in a moment."
            );
        }
        catch (HttpRequestException e) when (!context.Response.HasStarted)
        {
            log.DatasetSilent(e.Message);
            await Answer(
                context,
                StatusCodes.Status503ServiceUnavailable,
                "Dataset does not answer. Load the page again in a moment; ./platform up starts it."
            );
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The browser has gone.
        }
    }

    /// <summary>Scripts get problem details, and browsers a page.</summary>
    private static Task Answer(HttpContext context, int status, string detail)
    {
        bool page = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        string title = status == (int)HttpStatusCode.NotFound ? "Not found" : "This did not work";
        return page
            ? MessagePage.Of(status, title, detail).ExecuteAsync(context)
            : Results.Problem(detail, statusCode: status).ExecuteAsync(context);
    }

    /// <summary>Dataset's message in a body with problem details; null if there is none.</summary>
    public static string? Detail(string? body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body ?? "");
            return problem.RootElement.GetProperty("detail").GetString();
        }
        catch (Exception unread) when (unread is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
