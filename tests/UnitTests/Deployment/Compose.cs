using YamlDotNet.Serialization;

namespace Platform.UnitTests.Deployment;

/// <summary>The parts of the Compose specification that docker/compose.yaml and its overlay use.</summary>
internal sealed class Compose
{
    public string? Name { get; init; }

    [YamlMember(Alias = "x-worker", ApplyNamingConventions = false)]
    public object? Worker { get; init; }

    [YamlMember(Alias = "x-gpu", ApplyNamingConventions = false)]
    public object? Gpu { get; init; }
    public required Dictionary<string, Service> Services { get; init; }
    public Dictionary<string, object?> Volumes { get; init; } = [];
    public Dictionary<string, SecretFile> Secrets { get; init; } = [];

    public static Compose Load(string name) => StrictYaml.Read<Compose>(Tests.Checkout.At($"docker/{name}"));

    internal sealed class Service
    {
        public string? Image { get; init; }
        public Build? Build { get; init; }
        public string? Hostname { get; init; }
        public Dictionary<string, Condition> DependsOn { get; init; } = [];
        public Dictionary<string, string> Environment { get; init; } = [];
        public List<string> Secrets { get; init; } = [];
        public List<string> Volumes { get; init; } = [];
        public List<string> Ports { get; init; } = [];
        public List<string> Profiles { get; init; } = [];
        public HealthCheck? Healthcheck { get; init; }
        public string? StopGracePeriod { get; init; }
        public string? ShmSize { get; init; }
        public string? Restart { get; init; }
        public Deploy? Deploy { get; init; }
    }

    internal sealed class Build
    {
        public string? Context { get; init; }
        public string? Dockerfile { get; init; }
        public required Dictionary<string, string> Args { get; init; }
    }

    internal sealed class Condition
    {
        [YamlMember(Alias = "condition", ApplyNamingConventions = false)]
        public required string When { get; init; }
    }

    internal sealed class HealthCheck
    {
        public required List<string> Test { get; init; }
        public required string Interval { get; init; }
        public required string Timeout { get; init; }
        public required int Retries { get; init; }
    }

    internal sealed class SecretFile
    {
        public required string File { get; init; }
    }

    internal sealed class Deploy
    {
        public required Resources Resources { get; init; }
    }

    internal sealed class Resources
    {
        public required Reservations Reservations { get; init; }
    }

    internal sealed class Reservations
    {
        public required List<Device> Devices { get; init; }
    }

    internal sealed class Device
    {
        public required string Driver { get; init; }
        public required int Count { get; init; }
        public required List<string> Capabilities { get; init; }
    }
}
