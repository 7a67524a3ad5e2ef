using Microsoft.Extensions.Configuration;

namespace Platform.AppHost;

/// <summary>Settings that must be known before Aspire's builder exists.</summary>
internal static class Settings
{
    /// <summary><c>--Dashboard=false</c> starts without the dashboard.</summary>
    public static DistributedApplicationOptions Options(string[] args)
    {
        var settings = new ConfigurationBuilder().AddCommandLine(args).Build();
        return new() { Args = args, DisableDashboard = !settings.GetValue("Dashboard", true) };
    }
}
