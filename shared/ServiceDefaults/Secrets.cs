using Microsoft.Extensions.Configuration;

namespace Platform.ServiceDefaults;

/// <summary>Settings that containers receive as files, so that no password is in an environment variable.</summary>
public static class Secrets
{
    /// <summary>Where Docker mounts secrets, as does docker/kubernetes.</summary>
    public const string Folder = "/run/secrets";

    /// <summary>
    /// A file's name is the key (<c>ConnectionStrings__rabbitmq</c>), its content the value; it overrides the environment.
    /// </summary>
    public static IConfigurationBuilder AddSecretFiles(
        this IConfigurationBuilder configuration,
        string folder = Folder
    ) => configuration.AddKeyPerFile(folder, optional: true);
}
