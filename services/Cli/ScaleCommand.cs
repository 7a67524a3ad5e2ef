using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Platform.Contracts;

namespace Platform.Cli;

/// <summary><c>scale</c>: starts and stops replicas of a service while the platform runs.</summary>
internal static class ScaleCommand
{
    /// <summary>Long, because draining waits for work in progress.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public static Verb Create(Session session)
    {
        var service = new Argument<string>("SERVICE") { Description = "scorer" };
        var replicas = new Argument<int>("N") { Description = "Number of replicas to run" };
        var verb = new Verb(
            "scale",
            "Start and stop replicas of a service while the platform runs; work in progress is finished or returned",
            "./platform scale scorer 4"
        )
        {
            service,
            replicas,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var (name, wanted) = (parsed.GetRequiredValue(service), parsed.GetRequiredValue(replicas));
                using var http = AppHost(session);
                using var answer = await Post(http, $"/scale/{Uri.EscapeDataString(name)}/{wanted}", cancellationToken);
                using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
                if (answer.StatusCode == HttpStatusCode.BadRequest)
                {
                    throw new CommandFailed(Exit.Rejected, body.RootElement.GetProperty("detail").GetString()!);
                }

                answer.EnsureSuccessStatusCode();
                session.Terminal.Out.WriteLine(
                    $"{name}: {body.RootElement.GetProperty("before").GetInt32()} -> {Counted.Of(wanted, "replica")}"
                );
                return Exit.Ok;
            }
        );
        return verb;
    }

    private static async Task<HttpResponseMessage> Post(
        HttpClient http,
        string path,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await http.PostAsync(new Uri(path, UriKind.Relative), null, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new CommandFailed(Exit.Unreachable, Endpoints.NotRunning, e);
        }
    }

    /// <summary>The AppHost's own API; its address and key are stored next to the endpoints file.</summary>
    private static HttpClient AppHost(Session session)
    {
        var endpoints = Endpoints.FilePath(session.Environment, AppContext.BaseDirectory);
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(endpoints))!, "control.json");
        if (!File.Exists(path))
        {
            throw new CommandFailed(Exit.Unreachable, Endpoints.NotRunning);
        }

        using var control = JsonDocument.Parse(File.ReadAllText(path));
        var http = new HttpClient
        {
            BaseAddress = new Uri(control.RootElement.GetProperty("url").GetString()!),
            Timeout = Limit,
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            control.RootElement.GetProperty("key").GetString()
        );
        return http;
    }
}
