using System.Text.Json;
using Platform.Cli.Running;

namespace Platform.Cli;

/// <summary>Where the running platform listens.</summary>
/// <param name="Dataset">Base address of Dataset's HTTP API.</param>
/// <param name="Broker">AMQP address with user and password; null if unknown.</param>
/// <param name="Collector">Collector of traces; null to send none.</param>
/// <param name="Workbench">Address of the Workbench; null if unknown.</param>
/// <param name="Token">Token for Dataset; null if none is known.</param>
internal sealed record Endpoints(
    Uri Dataset,
    Uri? Broker,
    Collector? Collector = null,
    Uri? Workbench = null,
    string? Token = null
)
{
    public const string DatasetVariable = "services__dataset__http__0";
    public const string BrokerVariable = "ConnectionStrings__rabbitmq";
    public const string TokenVariable = "PLATFORM_TOKEN";
    public const string FileVariable = "PLATFORM_ENDPOINTS";

    public const string CollectorVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The timeout in milliseconds.</summary>
    public const string TimeoutVariable = "OTEL_EXPORTER_OTLP_TIMEOUT";

    private const string Start = "start it with `./platform up` in another terminal";

    /// <summary>Message for the case that no AppHost responds.</summary>
    public const string NotRunning = $"The platform is not running: {Start}.";

    /// <summary>
    /// Finds the addresses in the environment if set there, otherwise in the file that a running platform writes.
    /// </summary>
    /// <exception cref="CommandFailed">The platform is not running, or the file cannot be read.</exception>
    public static Endpoints Find(Func<string, string?> environment, string startFolder)
    {
        var dataset = Address(environment(DatasetVariable), DatasetVariable);
        var broker = Address(environment(BrokerVariable), BrokerVariable);
        var token = environment(TokenVariable) is { Length: > 0 } given ? given : null;
        var collector = Collector.Of(
            Address(environment(CollectorVariable), CollectorVariable),
            environment("OTEL_EXPORTER_OTLP_HEADERS"),
            environment("OTEL_EXPORTER_OTLP_PROTOCOL"),
            environment(TimeoutVariable)
        );
        if (dataset is not null)
        {
            return new(dataset, broker, collector, Token: token);
        }

        var path = FilePath(environment, startFolder);
        if (!File.Exists(path))
        {
            throw new CommandFailed(Exit.Unreachable, $"The platform is not running ({path} is not there): {Start}.");
        }

        var file = Parse(File.ReadAllText(path), path);
        return file with
        {
            Broker = broker ?? file.Broker,
            Collector = collector ?? file.Collector,
            Token = token ?? file.Token,
        };
    }

    /// <summary>
    /// Reads
    /// <c>{"dataset":"http://...","token":"...","amqp":"amqp://...","otlp":"http://...","otlpHeaders":"...","otlpProtocol":"grpc"}</c>;
    /// only the first property is required.
    /// </summary>
    public static Endpoints Parse(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var collector = Collector.Of(Address(Text("otlp"), "otlp"), Text("otlpHeaders"), Text("otlpProtocol"));
            if (Address(Text("dataset"), "dataset") is { } dataset)
            {
                return new(
                    dataset,
                    Address(Text("amqp"), "amqp"),
                    collector,
                    Address(Text("workbench"), "workbench"),
                    Text("token")
                );
            }

            string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or CommandFailed)
        {
            throw Unreadable(path, e);
        }
        throw Unreadable(path, null);
    }

    /// <summary>Message for the case that the addresses are known but Dataset does not respond.</summary>
    public static string NotAnswering(Uri dataset, string? why = null) =>
        $"The platform is not running: Dataset at {dataset.GetLeftPart(UriPartial.Authority)} does not answer"
        + (why is null ? "" : $" ({why})")
        + $"; {Start}.";

    /// <summary>Path of the file that a running platform writes.</summary>
    public static string FilePath(Func<string, string?> environment, string startFolder)
    {
        if (environment(FileVariable) is { Length: > 0 } path)
        {
            return path;
        }

        if (Checkout.Find(startFolder) is { } checkout)
        {
            return Path.Combine(checkout.RunFolder, "platform.json");
        }

        throw new CommandFailed(
            Exit.Unreachable,
            $"No platform found: {startFolder} lies in no checkout of the project; set {FileVariable} to the path of its .run/platform.json."
        );
    }

    private static Uri? Address(string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : throw new CommandFailed(Exit.Unreachable, $"{name} is not an address.");
    }

    private static CommandFailed Unreadable(string path, Exception? e) =>
        new(Exit.Unreachable, $"{path} does not say where the platform listens; restart the platform.", e);
}

/// <summary>A collector of traces over OTLP.</summary>
/// <param name="Address">Its base address.</param>
/// <param name="Headers">As in <c>OTEL_EXPORTER_OTLP_HEADERS</c>, for example a key.</param>
/// <param name="OverHttp">True for OTLP over HTTP instead of gRPC.</param>
/// <param name="Timeout">Maximum time that an unresponsive collector delays a command.</param>
internal sealed record Collector(Uri Address, string? Headers, bool OverHttp, TimeSpan Timeout)
{
    /// <summary>Shorter than the exporter's default of ten seconds, because the user waits for the command.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(2);

    public static Collector? Of(Uri? address, string? headers, string? protocol, string? milliseconds = null) =>
        address is null
            ? null
            : new(
                address,
                headers,
                protocol == "http/protobuf",
                int.TryParse(milliseconds, out int value) && value > 0
                    ? TimeSpan.FromMilliseconds(value)
                    : DefaultTimeout
            );
}
