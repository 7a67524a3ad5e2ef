using k8s.Models;

namespace Platform.UnitTests.Deployment;

/// <summary>Only the parts of KEDA's resources that docker/kubernetes uses; the client library does not have them.</summary>
internal static class Keda
{
    public static IDictionary<string, Type> Types { get; } =
        new Dictionary<string, Type>
        {
            ["keda.sh/v1alpha1/ScaledObject"] = typeof(ScaledObject),
            ["keda.sh/v1alpha1/TriggerAuthentication"] = typeof(TriggerAuthentication),
        };
}

internal sealed class ScaledObject
{
    public required string ApiVersion { get; set; }
    public required string Kind { get; set; }
    public required V1ObjectMeta Metadata { get; set; }
    public required ScaledObjectSpec Spec { get; set; }
}

internal sealed class ScaledObjectSpec
{
    public required Named ScaleTargetRef { get; set; }
    public int? PollingInterval { get; set; }
    public int? CooldownPeriod { get; set; }
    public int? MinReplicaCount { get; set; }
    public required int MaxReplicaCount { get; set; }
    public required List<ScaleTrigger> Triggers { get; set; }
}

internal sealed class ScaleTrigger
{
    public required string Type { get; set; }
    public required RabbitMqTrigger Metadata { get; set; }
    public required Named AuthenticationRef { get; set; }
}

/// <summary>KEDA reads these as text.</summary>
internal sealed class RabbitMqTrigger
{
    public required string Host { get; set; }
    public required string Protocol { get; set; }
    public required string VhostName { get; set; }
    public required string QueueName { get; set; }
    public required string Mode { get; set; }
    public required string Value { get; set; }
    public required string ExcludeUnacknowledged { get; set; }
}

internal sealed class TriggerAuthentication
{
    public required string ApiVersion { get; set; }
    public required string Kind { get; set; }
    public required V1ObjectMeta Metadata { get; set; }
    public required TriggerAuthenticationSpec Spec { get; set; }
}

internal sealed class TriggerAuthenticationSpec
{
    public required List<SecretParameter> SecretTargetRef { get; set; }
}

internal sealed class SecretParameter
{
    public required string Parameter { get; set; }
    public required string Name { get; set; }
    public required string Key { get; set; }
}

internal sealed class Named
{
    public required string Name { get; set; }
}
