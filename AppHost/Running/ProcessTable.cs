using System.Diagnostics;

namespace Platform.AppHost.Running;

/// <summary>
/// The running processes, by resource, written to processes.json for the next AppHost and for people and scripts.
/// </summary>
internal sealed class ProcessTable(RunFolder folder) : IDisposable
{
    private const string Self = "apphost";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BeforeKill = TimeSpan.FromSeconds(15);

    private readonly SortedDictionary<string, RunningProcess> _running = [];
    private readonly Lock _turn = new();

    private string File => folder.File("processes.json");

    public void Set(string name, int pid, IReadOnlyDictionary<string, int> ports)
    {
        if (StartOf(pid) is { } started)
        {
            Change(() => _running[name] = new(pid, started, ports));
        }
    }

    public void Remove(string name) => Change(() => _running.Remove(name));

    /// <summary>Everything has ended, so the next AppHost may take the folder.</summary>
    public void Dispose()
    {
        Change(_running.Clear);
        folder.Dispose();
    }

    /// <summary>
    /// Waits for processes of an AppHost that was killed: the orchestrator stops them when it notices that the AppHost is
    /// gone. Those that take too long are killed, because their ports and data files would still be in use.
    /// </summary>
    public async Task EndLeftovers(Output output, TimeProvider time, CancellationToken cancellationToken)
    {
        var left = RunFolder
            .Read<SortedDictionary<string, RunningProcess>>(File)
            .Where(p => p.Key != Self && IsAlive(p.Value))
            .ToList();
        if (left.Count > 0)
        {
            output.State($"waiting for {string.Join(", ", left.Select(p => p.Key))} of an AppHost that was killed");
        }
        long begin = time.GetTimestamp();
        while (left.Exists(p => IsAlive(p.Value)) && time.GetElapsedTime(begin) < Patience)
        {
            if (time.GetElapsedTime(begin) > BeforeKill)
            {
                left.FindAll(p => IsAlive(p.Value)).ForEach(p => Kill(p.Value.Pid));
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
        Set(Self, Environment.ProcessId, new Dictionary<string, int>());
    }

    /// <summary>Null when there is no such process.</summary>
    private static string? StartOf(int pid)
    {
        try
        {
            // pid (name) state ...: the name may hold anything, so count from its closing bracket.
            string stat = System.IO.File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsAlive(RunningProcess process) => StartOf(process.Pid) == process.Started;

    private static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended in the meantime.
        }
    }

    private void Change(Action change)
    {
        lock (_turn)
        {
            change();
            RunFolder.Write(File, _running);
        }
    }
}

/// <summary>One entry of processes.json.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Started">
/// The kernel's start time of the process in clock ticks, which together with the id identifies one process.
/// </param>
/// <param name="Ports">Ports by endpoint.</param>
internal sealed record RunningProcess(int Pid, string Started, IReadOnlyDictionary<string, int> Ports);
