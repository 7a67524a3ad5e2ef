using Microsoft.Extensions.Configuration;

namespace Platform.ServiceDefaults;

/// <summary>Settings that containers get as files, so that no password stands in an environment.</summary>
public static class Secrets
{
    /// <summary>Where Docker mounts secrets, and docker/kubernetes too.</summary>
    public const string Folder = "/run/secrets";

    /// <summary>A file's name is the key (<c>ConnectionStrings__rabbitmq</c>), its content the value; it outweighs the environment.</summary>
    public static IConfigurationBuilder AddSecretFiles(
        this IConfigurationBuilder configuration,
        string folder = Folder
    ) => configuration.AddKeyPerFile(folder, optional: true);
}
