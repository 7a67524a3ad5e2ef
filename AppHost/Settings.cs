using Microsoft.Extensions.Configuration;

namespace Platform.AppHost;

/// <summary>Settings that must be known before Aspire's builder exists.</summary>
internal static class Settings
{
    /// <summary>True for a value such as <c>--Scorers=many</c>; the message names value and setting.</summary>
    public static bool IsUnreadable(Exception e) =>
        e is InvalidOperationException
        && e.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal);

    /// <summary><c>--Dashboard=false</c> starts without the dashboard.</summary>
    public static DistributedApplicationOptions Options(string[] args)
    {
        var settings = new ConfigurationBuilder().AddCommandLine(args).Build();
        return new() { Args = args, DisableDashboard = !settings.GetValue("Dashboard", true) };
    }
}
