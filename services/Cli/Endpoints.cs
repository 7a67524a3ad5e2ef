using System.Text.Json;

namespace Platform.Cli;

/// <summary>Where the running platform listens.</summary>
/// <param name="Dataset">Base address of Dataset's HTTP API.</param>
/// <param name="Broker">AMQP address with user and password; null where it is not known.</param>
internal sealed record Endpoints(Uri Dataset, Uri? Broker)
{
    public const string DatasetVariable = "services__dataset__http__0";
    public const string BrokerVariable = "ConnectionStrings__rabbitmq";
    public const string FileVariable = "PLATFORM_ENDPOINTS";

    private const string Start = "start it with `./platform up` in another terminal";

    /// <summary>From the environment where it is set, else from the file that a running platform keeps.</summary>
    /// <exception cref="CommandFailed">The platform is not running, or the file cannot be read.</exception>
    public static Endpoints Find(Func<string, string?> environment, string startFolder)
    {
        var dataset = Address(environment(DatasetVariable), DatasetVariable);
        var broker = Address(environment(BrokerVariable), BrokerVariable);
        if (dataset is not null)
            return new(dataset, broker);

        var path = FilePath(environment, startFolder);
        if (!File.Exists(path))
            throw new CommandFailed(Exit.Unreachable, $"The platform is not running ({path} is not there): {Start}.");
        var file = Parse(File.ReadAllText(path), path);
        return file with { Broker = broker ?? file.Broker };
    }

    /// <summary>Reads <c>{"dataset":"http://...","amqp":"amqp://..."}</c>.</summary>
    public static Endpoints Parse(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var dataset = root.TryGetProperty("dataset", out var d) ? Address(d.GetString(), "dataset") : null;
            var broker = root.TryGetProperty("amqp", out var a) ? Address(a.GetString(), "amqp") : null;
            if (dataset is not null)
                return new(dataset, broker);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or CommandFailed)
        {
            throw Unreadable(path, e);
        }
        throw Unreadable(path, null);
    }

    /// <summary>What to say when the addresses are known and nobody answers there.</summary>
    public static string NotAnswering(Uri dataset, string? why = null) =>
        $"The platform is not running: Dataset at {dataset.GetLeftPart(UriPartial.Authority)} does not answer"
        + (why is null ? "" : $" ({why})")
        + $"; {Start}.";

    private static string FilePath(Func<string, string?> environment, string startFolder)
    {
        if (environment(FileVariable) is { Length: > 0 } path)
            return path;
        for (var folder = new DirectoryInfo(startFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
                return Path.Combine(folder.FullName, ".run", "platform.json");
        }
        throw new CommandFailed(
            Exit.Unreachable,
            $"No platform found: {startFolder} lies in no checkout of the project; set {FileVariable} to the path of its .run/platform.json."
        );
    }

    private static Uri? Address(string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : throw new CommandFailed(Exit.Unreachable, $"{name} is not an address.");
    }

    private static CommandFailed Unreadable(string path, Exception? e) =>
        new(Exit.Unreachable, $"{path} does not say where the platform listens; restart the platform.", e);
}
