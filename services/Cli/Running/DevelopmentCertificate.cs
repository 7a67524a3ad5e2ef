using System.Diagnostics;

namespace Platform.Cli.Running;

/// <summary>
/// The user's development certificate. Without a trusted one the dashboard shows a warning on every page; where it cannot
/// be made, everything works over HTTP.
/// </summary>
internal static class DevelopmentCertificate
{
    /// <summary>Makes and trusts the certificate, for this user only, and returns the variables that processes need.</summary>
    public static async Task<Dictionary<string, string>> Trust(Func<string, string?> environment)
    {
        string home = environment("HOME") ?? "/root";
        string others = environment("SSL_CERT_DIR") ?? "/usr/lib/ssl/certs";
        var variables = new Dictionary<string, string>
        {
            ["SSL_CERT_DIR"] = $"{home}/.aspnet/dev-certs/trust:{others}",
        };
        if (!await DevCerts(["--check", "--trust"], variables))
        {
            await DevCerts(["--trust"], variables);
        }

        return variables;
    }

    private static async Task<bool> DevCerts(string[] options, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("dotnet", ["dev-certs", "https", .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
