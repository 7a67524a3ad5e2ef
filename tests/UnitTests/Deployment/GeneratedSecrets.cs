using System.Diagnostics;
using Platform.Tests;

namespace Platform.UnitTests.Deployment;

/// <summary>The secrets that docker/secrets generates, by file name.</summary>
internal static class GeneratedSecrets
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Generated = new(Generate);

    public static IReadOnlyDictionary<string, string> Files => Generated.Value;

    /// <summary>The bus's address as used by services.</summary>
    public static Uri Broker => new(Files["ConnectionStrings__rabbitmq"].Trim());

    public static Npgsql.NpgsqlConnectionStringBuilder Database => new(Files["ConnectionStrings__platform"].Trim());

    private static Dictionary<string, string> Generate()
    {
        var folder = Directory.CreateTempSubdirectory("secrets");
        try
        {
            using var script = Process.Start(
                new ProcessStartInfo(Checkout.At("docker/secrets"), [folder.FullName]) { RedirectStandardError = true }
            )!;
            Assert.True(script.WaitForExit(TimeSpan.FromSeconds(30)), "docker/secrets does not end.");
            Assert.True(script.ExitCode == 0, script.StandardError.ReadToEnd());
            return folder.EnumerateFiles().ToDictionary(file => file.Name, file => File.ReadAllText(file.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
