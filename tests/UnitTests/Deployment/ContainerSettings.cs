using Microsoft.Extensions.Configuration;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.Deployment;

/// <summary>The settings of one container, held against the code that runs in it.</summary>
internal static class ContainerSettings
{
    /// <summary>Read by .NET and ASP.NET Core themselves.</summary>
    private static readonly string[] Runtime = ["DOTNET_", "ASPNETCORE_"];

    /// <summary>Fails where the service lacks a setting, cannot use one, or never asks for one.</summary>
    /// <param name="service">What runs.</param>
    /// <param name="environment">The container's own, without the image's.</param>
    /// <param name="secrets">Names of the files in <see cref="Secrets.Folder"/>.</param>
    public static void Check(
        ServiceUnderDeployment service,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyCollection<string> secrets
    )
    {
        var own = environment.Concat(secrets.Select(name => KeyValuePair.Create(name, GeneratedSecrets.Files[name])));
        var settings = Image.Environment.Concat(own).ToDictionary(s => s.Key, s => s.Value);

        CheckSection(service, settings);
        var asked = service.Ask(settings);
        foreach (var name in environment.Keys.Concat(secrets).Where(name => !IsOfRuntime(name)))
            Assert.Contains(name, asked);
    }

    /// <summary>The section of the service's options binds without a rest.</summary>
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
