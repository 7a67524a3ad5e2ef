using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platform.Cli.Running;

/// <summary>A process that shares this process's terminal and ends when this process ends, even by kill -9.</summary>
internal sealed partial class Child
{
    public const string Interrupt = "INT";
    public const string Terminate = "TERM";
    public const string Kill = "KILL";

    private static readonly Dictionary<string, int> Numbers = new()
    {
        [Interrupt] = 2,
        [Kill] = 9,
        [Terminate] = 15,
    };

    private readonly Process _process;

    private Child(Process process, Task<int> ended) => (_process, Ended) = (process, ended);

    /// <summary>Completes with the exit code; 128 plus the signal's number if a signal ended the process.</summary>
    public Task<int> Ended { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="deathSignal">The signal that the program gets when this process ends.</param>
    /// <param name="environment">Variables that are set besides the inherited ones.</param>
    /// <param name="input">Whether the program reads this process's standard input.</param>
    /// <exception cref="CommandFailed">The program cannot be started.</exception>
    public static async Task<Child> Start(
        IEnumerable<string> command,
        string deathSignal,
        IReadOnlyDictionary<string, string>? environment = null,
        bool input = true
    )
    {
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", deathSignal, .. command])
        {
            RedirectStandardInput = !input,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        // The kernel sends the signal when the thread that started the process ends, so that thread waits for the process.
        new Thread(() =>
        {
            try
            {
                var process = Process.Start(start)!;
                if (!input)
                {
                    process.StandardInput.Close();
                }

                started.SetResult(process);
                process.WaitForExit();
                ended.SetResult(process.ExitCode);
            }
            catch (Exception e)
            {
                started.TrySetException(new CommandFailed(Exit.Failed, $"setpriv was not started: {e.Message}", e));
            }
        })
        {
            IsBackground = true,
        }.Start();
        return new(await started.Task, ended.Task);
    }

    public void Signal(string signal)
    {
        if (!Ended.IsCompleted)
        {
            _ = SendSignal(_process.Id, Numbers[signal]);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int processId, int signal);
}
