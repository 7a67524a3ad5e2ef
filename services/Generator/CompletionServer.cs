using System.Net;
using System.Text.RegularExpressions;

namespace Platform.Generator;

/// <summary>Registers the client of the completion server and what uses it.</summary>
internal static partial class CompletionServer
{
    private const string Version = "/v1";
    private const string Chat = "/chat/completions";
    private const string Completions = "/completions";

    public static WebApplicationBuilder AddCompletionServer(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RequestLimit>();
        builder.Services.AddSingleton<LearnedParameters>();
        builder.Services.AddTransient<Sampler>();
        builder.Services.AddTransient<ServerSteps>();
        builder
            .Services.AddHttpClient<CompletionClient>(Configure)
            .ConfigurePrimaryHttpMessageHandler(Handler)
            .RemoveAllLoggers();
        return builder;
    }

    /// <summary>Each request has its own time limit.</summary>
    public static void Configure(HttpClient client) => client.Timeout = Timeout.InfiniteTimeSpan;

    public static HttpMessageHandler Handler() =>
        new Redirects(
            new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All }
        );

    /// <summary>The server's address without secrets, without the endpoint, and without <c>/v1</c>.</summary>
    public static string Name(Uri address)
    {
        var name = Base(address);
        return name.EndsWith(Version, StringComparison.Ordinal) ? name[..^Version.Length] : name;
    }

    /// <summary>
    /// The address of an endpoint. <c>/v1</c> is added unless the address has a version, such as <c>/api/v4</c>, or was
    /// given with its endpoint.
    /// </summary>
    public static Uri Endpoint(Uri address, CompletionApi api)
    {
        var start = Base(address);
        var whole = start.Length < Plain(address).Length || Versioned().IsMatch(new Uri(start).AbsolutePath);
        return new Uri(start + (whole ? "" : Version) + (api == CompletionApi.Chat ? Chat : Completions));
    }

    private static string Base(Uri address)
    {
        var name = Plain(address);
        var endpoint = ((string[])[Chat, Completions]).FirstOrDefault(e => name.EndsWith(e, StringComparison.Ordinal));
        return name[..^(endpoint?.Length ?? 0)];
    }

    private static string Plain(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    [GeneratedRegex(@"/v\d\w*(/|$)")]
    private static partial Regex Versioned();
}
