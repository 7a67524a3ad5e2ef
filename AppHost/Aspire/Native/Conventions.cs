using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Native;

/// <summary>The names of the variables by which Aspire tells a process what it refers to.</summary>
internal static class Conventions
{
    public static IEnumerable<KeyValuePair<string, string>> ConnectionString(
        string name,
        string connectionString,
        IEnumerable<KeyValuePair<string, string>> properties
    ) =>
        [
            new($"ConnectionStrings__{name}", connectionString),
            .. properties.Select(p => KeyValuePair.Create($"{Encode(name)}_{p.Key}", p.Value)),
        ];

    public static IEnumerable<KeyValuePair<string, string>> Service(string name, string endpoint, string url) =>
        [new($"services__{name}__{endpoint}__0", url), new($"{Encode(name)}_{Encode(endpoint)}", url)];

    /// <summary>
    /// What every project gets. Unlike Aspire, which starts a dashboard, nobody collects telemetry unless a collector is
    /// named by one of Aspire's own settings: without one no endpoint is given.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string>> Project(string resource, IConfiguration settings)
    {
        yield return new("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
        yield return new("LOGGING__CONSOLE__FORMATTERNAME", "simple");
        yield return new("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        yield return new("OTEL_SERVICE_NAME", resource);
        yield return new("OTEL_RESOURCE_ATTRIBUTES", $"service.instance.id={Suffix()}");
        string? grpc = settings["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ?? settings["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"];
        string? http =
            settings["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] ?? settings["DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"];
        if ((grpc ?? http) is { } collector)
        {
            yield return new("OTEL_EXPORTER_OTLP_ENDPOINT", collector);
            yield return new("OTEL_EXPORTER_OTLP_PROTOCOL", grpc is null ? "http/protobuf" : "grpc");
            if (settings["AppHost:OtlpApiKey"] is { } key)
            {
                yield return new("OTEL_EXPORTER_OTLP_HEADERS", $"x-otlp-api-key={key}");
            }
        }
    }

    /// <summary>Upper case; what is not a letter, a digit or _ becomes _, and a leading digit gets one before it.</summary>
    public static string Encode(string name)
    {
        string encoded = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? "_" + encoded : encoded;
    }

    private static string Suffix() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 8);
}
