using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Platform.DatasetClient;
using Refit;

namespace Platform.Generator;

/// <summary>Registers the client of the completion server and what uses it.</summary>
internal static class CompletionServer
{
    public static WebApplicationBuilder AddCompletionServer(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RequestLimit>();
        builder.Services.AddTransient<CompletionClient>();
        builder.Services.AddTransient<Sampler>();
        builder
            .Services.AddRefitGeneratedClient<ICompletionServer>(HttpApis.Settings)
            .RemoveAllLoggers()
            .ConfigureHttpClient(
                (services, client) => Configure(client, services.GetRequiredService<IOptions<GeneratorOptions>>().Value)
            );
        return builder;
    }

    public static void Configure(HttpClient client, GeneratorOptions options)
    {
        client.BaseAddress = options.BaseAddress is { } address ? new Uri(Name(address)) : null;
        client.Timeout = Timeout.InfiniteTimeSpan; // each request has its own
        if (!string.IsNullOrWhiteSpace(options.ApiKey))
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
    }

    /// <summary>The server's address without secrets, and without the <c>/v1</c> that every path starts with.</summary>
    public static string Name(Uri address)
    {
        var name = address
            .GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            .TrimEnd('/');
        return name.EndsWith("/v1", StringComparison.Ordinal) ? name[..^3] : name;
    }
}
