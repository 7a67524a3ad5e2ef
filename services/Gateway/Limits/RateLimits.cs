using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;

namespace Platform.Gateway.Limits;

/// <summary>Requests a minute and at once, by key.</summary>
internal static class RateLimits
{
    private const string Path = "/v1";

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddSingleton<Quotas>();
        services
            .AddOptions<RateLimiterOptions>()
            .Configure<IOptions<GatewayOptions>>(
                (limiter, settings) =>
                {
                    var options = settings.Value;
                    limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
                    limiter.OnRejected = Reject;
                    // A request that one limiter refuses has taken the permits of those before it. Those of a minute do not
                    // come back, so their limiter is the last one.
                    limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                        PartitionedRateLimiter.Create<HttpContext, string>(context => AtOnce(context, options)),
                        PartitionedRateLimiter.Create<HttpContext, string>(context => PerMinute(context, options))
                    );
                }
            );
        return services.AddRateLimiter(_ => { });
    }

    private static RateLimitPartition<string> PerMinute(HttpContext context, GatewayOptions options) =>
        Key(context) is not { } key
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetFixedWindowLimiter(
                key,
                name =>
                    new()
                    {
                        PermitLimit =
                            options.Keys.GetValueOrDefault(name)?.RequestsPerMinute ?? options.RequestsPerMinute,
                        Window = TimeSpan.FromMinutes(1),
                        QueueLimit = 0,
                    }
            );

    private static RateLimitPartition<string> AtOnce(HttpContext context, GatewayOptions options) =>
        Key(context) is not { } key
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetConcurrencyLimiter(
                key,
                name =>
                    new()
                    {
                        PermitLimit = options.Keys.GetValueOrDefault(name)?.Concurrency ?? options.Concurrency,
                        QueueLimit = 0,
                    }
            );

    /// <summary>Null for what has no limit.</summary>
    private static string? Key(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal) ? LimitedKey.Of(context.User) : null;

    private static async ValueTask Reject(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        // A limit of requests at once does not know when one of them ends.
        bool perMinute = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after);
        var wait = perMinute ? after : TimeSpan.FromSeconds(1);
        rejected
            .HttpContext.RequestServices.GetRequiredService<GatewayMetrics>()
            .Limited(perMinute ? "requests_per_minute" : "concurrency");
        var response = rejected.HttpContext.Response;
        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);
        var error = new OpenAiError(
            "The key has too many requests, in this minute or at once; ask again after the time in Retry-After.",
            "requests",
            null,
            "rate_limit_exceeded"
        );
        await error.Result(StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
    }
}
