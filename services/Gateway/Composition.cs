using Microsoft.Extensions.Caching.Memory;
using Platform.Gateway.Answering;
using Platform.Gateway.Endpoints;
using Platform.Gateway.Limits;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;
using Platform.Gateway.Upstream;
using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Access;

namespace Platform.Gateway;

/// <summary>Composes the gateway.</summary>
internal static class Composition
{
    private const int MostRemembered = 10_000;
    private const long MostBody = 16 << 20;

    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = MostBody);
        builder
            .Services.AddOptions<GatewayOptions>()
            .BindConfiguration("Gateway")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.Configure<AccessRefusal>(r =>
            r.Result = (status, detail) => OpenAiError.Of(status, detail).Result(status)
        );
        builder
            .Services.AddSingleton<IMemoryCache>(_ => new MemoryCache(
                new MemoryCacheOptions { SizeLimit = MostRemembered }
            ))
            .AddSingleton<GatewayMetrics>()
            .AddSingleton<IAccessTokens, PlatformKeys>()
            .AddSingleton<KnownModels>()
            .AddSingleton<Requests>()
            .AddSingleton<Workers>()
            .AddSingleton<QuestionReader>()
            .AddSingleton<BeamSearch>()
            .AddSingleton<Answers>()
            .AddSingleton<PoolStore>()
            .AddSingleton<Completions>()
            .AddRateLimits();
        return builder;
    }

    public static WebApplication MapGateway(this WebApplication app)
    {
        app.UseMiddleware<Measuring>();
        app.UseMiddleware<Errors>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.MapCompletions();
        app.MapModels();
        app.MapScore();
        app.MapDefaultEndpoints();
        return app;
    }
}
