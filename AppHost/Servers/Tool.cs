using System.ComponentModel;
using System.Diagnostics;

namespace Platform.AppHost.Servers;

/// <summary>Runs short programs of the system to completion.</summary>
internal static class Tool
{
    /// <summary>Runs a command that must succeed.</summary>
    public static async Task Run(string what, string[] command, CancellationToken cancellationToken)
    {
        var (code, text) = await TryRun(command, cancellationToken);
        if (code != 0)
        {
            throw new DistributedApplicationException($"{what}: {string.Join(' ', command)} failed ({code}): {text}");
        }
    }

    /// <summary>Exit code and everything printed.</summary>
    public static async Task<(int Code, string Text)> TryRun(string[] command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            // Postgres' programs complain about a working directory that their user cannot read.
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            await using var end = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            return (process.ExitCode, (await output + await errors).Trim());
        }
        catch (Win32Exception e)
        {
            throw new DistributedApplicationException(
                $"{command[0]} cannot be started ({e.Message}): ./platform setup"
            );
        }
    }
}
