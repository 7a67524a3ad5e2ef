using Microsoft.Extensions.Options;
using Platform.Dataset.Evaluations;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Work;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.Deployment;

/// <summary>How long a container may continue to work after it is told to stop.</summary>
internal static class GracePeriod
{
    /// <summary>
    /// Dataset waits one lease for a chunk, so no chunk needs longer. The container is killed only after the service itself
    /// has given up. A trainer works outside of deliveries and returns its training.
    /// </summary>
    public static void Check(
        ServiceUnderDeployment service,
        IReadOnlyDictionary<string, string> environment,
        TimeSpan grace
    )
    {
        var patience = TimeSpan.FromSeconds(int.Parse(environment.GetValueOrDefault(Defaults.ShutdownTimeout, "10")));
        Assert.True(grace > patience, $"{service.Name} is killed after {grace} and wants to work on for {patience}.");
        if (Kind(service, Options.Create(new DatasetOptions { FilesPath = "" })) is { } kind)
        {
            var lease = kind.Lease;
            Assert.True(patience >= lease, $"{service.Name} works on for {patience}, a chunk has {lease}.");
        }
    }

    private static WorkKind? Kind(ServiceUnderDeployment service, IOptions<DatasetOptions> options) =>
        service.Name switch
        {
            "Generator" => new GenerateWork(options),
            "Scorer" => new ScoreWork(options),
            "Selector" => new ReportWork(options),
            _ => null,
        };
}
