using Microsoft.Extensions.Configuration;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.Deployment;

/// <summary>The settings of one container, checked against the code that runs in it.</summary>
internal static class ContainerSettings
{
    /// <summary>Settings that .NET and ASP.NET Core read themselves.</summary>
    private static readonly string[] Runtime = ["DOTNET_", "ASPNETCORE_"];

    /// <summary>Fails if the service lacks a setting, cannot use one, or never reads one.</summary>
    /// <param name="service">The service that runs in the container.</param>
    /// <param name="environment">The container's own variables, without the image's.</param>
    /// <param name="secrets">Names of the files in <see cref="Secrets.Folder"/>.</param>
    public static void Check(
        ServiceUnderDeployment service,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyCollection<string> secrets
    )
    {
        var own = environment.Concat(secrets.Select(name => KeyValuePair.Create(name, GeneratedSecrets.Files[name])));
        var settings = Image.Environment.Where(s => !environment.ContainsKey(s.Key)).Concat(own).ToDictionary();

        CheckSection(service, settings);
        var asked = service.Ask(settings);
        foreach (var name in environment.Keys.Concat(secrets).Where(name => !IsOfRuntime(name)))
        {
            Assert.Contains(name, asked);
        }
    }

    /// <summary>Checks that every setting of the service's options section can be bound.</summary>
    public static void CheckSection(ServiceUnderDeployment service, IReadOnlyDictionary<string, string> settings)
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(s =>
                    KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), (string?)s.Value)
                )
            )
            .Build()
            .GetSection(service.Name);
        section.Get(service.Options, binding => binding.ErrorOnUnknownConfiguration = true);
    }

    private static bool IsOfRuntime(string name) =>
        Runtime.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
