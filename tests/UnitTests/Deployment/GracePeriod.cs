using Platform.Dataset;
using Platform.Dataset.Storage;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.Deployment;

/// <summary>How long a container that is told to stop may go on working.</summary>
internal static class GracePeriod
{
    /// <summary>
    /// Dataset waits a lease for a chunk, so no chunk needs longer; the container is killed only after the service itself has
    /// given up. A trainer works outside of deliveries and gives its training back.
    /// </summary>
    public static void Check(
        ServiceUnderDeployment service,
        IReadOnlyDictionary<string, string> environment,
        TimeSpan grace
    )
    {
        var patience = TimeSpan.FromSeconds(int.Parse(environment.GetValueOrDefault(Defaults.ShutdownTimeout, "10")));
        Assert.True(grace > patience, $"{service.Name} is killed after {grace} and wants to work on for {patience}.");
        if (Kind(service) is { } kind)
        {
            var lease = new DatasetOptions { FilesPath = "" }.LeaseOf(kind);
            Assert.True(patience >= lease, $"{service.Name} works on for {patience}, a chunk has {lease}.");
        }
    }

    private static string? Kind(ServiceUnderDeployment service) =>
        service.Name switch
        {
            "Generator" => WorkKind.Generate,
            "Scorer" => WorkKind.Score,
            "Selector" => WorkKind.Select,
            _ => null,
        };
}
