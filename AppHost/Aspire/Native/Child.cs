using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Native;

/// <summary>A process of ours that runs. It leads a group of its own: what it leaves behind can be ended with it.</summary>
internal sealed class Child
{
    private readonly Process _process;
    private readonly Task _lines;

    public Child(Process process, Action<string> line)
    {
        _process = process;
        Pid = process.Id;
        Started = ProcessTable.StartOf(Pid) ?? "";
        process.StandardInput.Close();
        _lines = Task.WhenAll(Pump(process.StandardOutput, line), Pump(process.StandardError, line));
        Exited = WaitForExit();
    }

    public int Pid { get; }

    /// <summary>With the process id it names this very process, even after the number has been given to another.</summary>
    public string Started { get; }

    /// <summary>The exit code (128 + n for signal n).</summary>
    public Task<int> Exited { get; }

    /// <summary>Asks it to end, insists when it has not after <paramref name="grace"/>.</summary>
    public async Task End(Signal signal, TimeSpan grace, TimeProvider time)
    {
        _ = Kill(Pid, (int)signal);
        await Task.WhenAny(Exited, Task.Delay(grace, time));
        if (!Exited.IsCompleted)
        {
            _ = Kill(Pid, (int)Signal.Kill);
        }
        await Exited;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static extern int Kill(int pid, int signal);

    private async Task<int> WaitForExit()
    {
        await _process.WaitForExitAsync();
        _ = Kill(-Pid, (int)Signal.Kill);
        // The last words; a grandchild in a group of its own may hold the pipe open for ever.
        await Task.WhenAny(_lines, Task.Delay(TimeSpan.FromSeconds(1)));
        int code = _process.ExitCode;
        _process.Dispose();
        return code;
    }

    private static async Task Pump(StreamReader reader, Action<string> line)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } text)
            {
                line(text);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process was given up while something still held its output.
        }
    }
}
