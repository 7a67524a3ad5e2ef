using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using Platform.DatasetClient;
using Platform.Workbench.Settings;
using Refit;

namespace Platform.Workbench.Endpoints;

/// <summary>
/// Parts of pages that are pushed to the browser as server-sent events: rendered again as often as Dataset is read, and sent
/// when they have changed.
/// </summary>
internal static class Live
{
    /// <summary>The part as HTML, now and after each change, until the browser or the service goes away.</summary>
    public static IResult Stream<TPart>(
        HttpContext context,
        Func<CancellationToken, Task<object>> model,
        string parameter
    )
        where TPart : IComponent
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return TypedResults.ServerSentEvents(
            Parts<TPart>(context.RequestServices, model, parameter, stopping, context.RequestAborted)
        );
    }

    private static async IAsyncEnumerable<string> Parts<TPart>(
        IServiceProvider services,
        Func<CancellationToken, Task<object>> model,
        string parameter,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
        where TPart : IComponent
    {
        using var unrecorded = Tracing.Unrecorded("live");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        using var timer = new PeriodicTimer(
            services.GetRequiredService<IOptions<WorkbenchOptions>>().Value.Refresh,
            services.GetRequiredService<TimeProvider>()
        );
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        string? last = null;
        do
        {
            if (await Part<TPart>(renderer, model, parameter, end.Token) is { } part && part != last)
            {
                last = part;
                yield return part;
            }
        } while (await Next(timer, end.Token));
    }

    /// <summary>Null while Dataset does not answer.</summary>
    private static async Task<string?> Part<TPart>(
        HtmlRenderer renderer,
        Func<CancellationToken, Task<object>> model,
        string parameter,
        CancellationToken cancellationToken
    )
        where TPart : IComponent
    {
        try
        {
            var value = await model(cancellationToken);
            return await renderer.Dispatcher.InvokeAsync(async () =>
                (
                    await renderer.RenderComponentAsync<TPart>(
                        ParameterView.FromDictionary(new Dictionary<string, object?> { [parameter] = value })
                    )
                ).ToHtmlString()
            );
        }
        catch (Exception e) when (e is HttpRequestException or ApiException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
