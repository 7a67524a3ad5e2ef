using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Platform.Workbench.Pages;
using Platform.Workbench.Settings;

namespace Platform.Workbench.Endpoints;

/// <summary>Limits how often a network address may try passwords and links.</summary>
internal static class SignInLimits
{
    /// <summary>Name of the policy.</summary>
    public const string Policy = "sign-in";

    private const int Segments = 6;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddSignInLimits(this IServiceCollection services) =>
        services.AddRateLimiter(o =>
        {
            o.AddPolicy(Policy, Partition);
            o.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(
                    CultureInfo.InvariantCulture
                );
                return new(
                    MessagePage
                        .Of(
                            StatusCodes.Status429TooManyRequests,
                            "Too many attempts",
                            "Too many sign-ins were tried from your network address. Wait a minute, then try again."
                        )
                        .ExecuteAsync(context.HttpContext)
                );
            };
        });

    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        int limit = context.RequestServices.GetRequiredService<IOptions<WorkbenchOptions>>().Value.SignInsPerMinute;
        return RateLimitPartition.GetSlidingWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ =>
                new()
                {
                    PermitLimit = limit,
                    Window = Window,
                    SegmentsPerWindow = Segments,
                }
        );
    }
}
