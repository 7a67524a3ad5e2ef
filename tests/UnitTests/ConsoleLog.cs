using System.Runtime.CompilerServices;

namespace Platform.UnitTests;

internal static class ConsoleLog
{
    /// <summary>The hosts of the tests write warnings only, so that failed tests are seen in the output.</summary>
    [ModuleInitializer]
    internal static void LeaveOutInformation() =>
        Environment.SetEnvironmentVariable("Logging__Console__LogLevel__Default", "Warning");
}
