namespace Platform.UnitTests.Deployment;

/// <summary>
/// Folders in the image that a service writes to: the options that are paths, except for the shipped models.
/// </summary>
internal static class WrittenPaths
{
    public static IEnumerable<string> Of(ServiceUnderDeployment service) =>
        Image
            .Environment.Where(s => s.Key.StartsWith(service.Name + "__", StringComparison.Ordinal))
            .Where(s =>
                s.Key.EndsWith("Path", StringComparison.Ordinal)
                && !s.Key.EndsWith("ModelsPath", StringComparison.Ordinal)
            )
            .Select(s => s.Value);
}
