using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using Platform.DatasetClient;
using Platform.Workbench.Settings;
using Platform.Workbench.SignIn;
using Refit;

namespace Platform.Workbench.Endpoints;

/// <summary>
/// Parts of pages that are pushed to the browser as server-sent events: rendered again as often as Dataset is read, and sent
/// when they have changed. A page has one stream for all its parts, because browsers open only six connections to a host.
/// </summary>
internal static class Live
{
    /// <summary>
    /// The parts as HTML, each an event of its name: all of them at first, and each after a change, until the browser or the
    /// service goes away, or the browser's session ends.
    /// </summary>
    public static IResult Stream(
        HttpContext context,
        Func<CancellationToken, Task<object>> model,
        params IReadOnlyList<LivePart> parts
    )
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return TypedResults.ServerSentEvents(
            Changes(context.RequestServices, context.User, model, parts, stopping, context.RequestAborted)
        );
    }

    private static async IAsyncEnumerable<SseItem<string>> Changes(
        IServiceProvider services,
        ClaimsPrincipal user,
        Func<CancellationToken, Task<object>> model,
        IReadOnlyList<LivePart> parts,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var unrecorded = Tracing.Unrecorded("live");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        using var timer = new PeriodicTimer(
            services.GetRequiredService<IOptions<WorkbenchOptions>>().Value.Refresh,
            services.GetRequiredService<TimeProvider>()
        );
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var last = new string?[parts.Count];
        do
        {
            if (!await IsSignedIn(services, user))
            {
                yield break;
            }

            if (await Read(model, end.Token) is not { } value)
            {
                continue;
            }

            for (int i = 0; i < last.Length; i++)
            {
                string part = await Render(renderer, parts[i], value);
                if (part != last[i])
                {
                    last[i] = part;
                    yield return new(part, parts[i].Name);
                }
            }
        } while (await Next(timer, end.Token));
    }

    /// <summary>False when the account was restricted after the stream had begun; true while Dataset does not answer.</summary>
    private static async Task<bool> IsSignedIn(IServiceProvider services, ClaimsPrincipal user)
    {
        try
        {
            return await services.GetRequiredService<AccountSignIn>().IsValid(user);
        }
        catch (Exception e) when (e is HttpRequestException or ApiException)
        {
            return true;
        }
    }

    /// <summary>Null while Dataset does not answer.</summary>
    private static async Task<object?> Read(
        Func<CancellationToken, Task<object>> model,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await model(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or ApiException or OperationCanceledException)
        {
            return null;
        }
    }

    private static Task<string> Render(HtmlRenderer renderer, LivePart part, object model) =>
        renderer.Dispatcher.InvokeAsync(async () =>
            (
                await renderer.RenderComponentAsync(
                    part.Component,
                    ParameterView.FromDictionary(new Dictionary<string, object?> { [part.Parameter] = model })
                )
            ).ToHtmlString()
        );

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
