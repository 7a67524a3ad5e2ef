using System.ComponentModel;
using System.Diagnostics;

namespace Aspire.Hosting.Native;

/// <summary>Short programs of the system, run to their end.</summary>
internal static class Tool
{
    /// <summary>What it printed, without the last line's end; its failure is ours.</summary>
    public static async Task<string> Ask(string file, string[] arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(file, arguments);
        var (code, text) = await Run(start, stop);
        return code == 0
            ? text
            : throw new DistributedApplicationException(
                $"{file} {string.Join(' ', arguments)} failed ({code}): {text}"
            );
    }

    public static async Task<bool> Succeeds(string file, string[] arguments, CancellationToken stop) =>
        (await Run(new ProcessStartInfo(file, arguments), stop)).Code == 0;

    public static async Task<(int Code, string Text)> Run(ProcessStartInfo start, CancellationToken stop)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        try
        {
            using var process = Process.Start(start)!;
            using var end = stop.Register(() => process.Kill(entireProcessTree: true));
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            stop.ThrowIfCancellationRequested();
            return (process.ExitCode, (await output + await errors).Trim());
        }
        catch (Win32Exception e)
        {
            throw new DistributedApplicationException(
                $"{start.FileName} cannot be started ({e.Message}): ./platform setup"
            );
        }
    }
}
