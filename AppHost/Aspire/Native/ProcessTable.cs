namespace Aspire.Hosting.Native;

/// <summary>One line of processes.json. <see cref="Started"/>: the kernel's start time of the process, in its own ticks.</summary>
internal sealed record RunningProcess(int Pid, string Started, IReadOnlyDictionary<string, int> Ports);

/// <summary>What runs now, by name, as processes.json shows it: for the next AppHost, and for whoever looks from outside.</summary>
internal sealed class ProcessTable(RunFolder folder)
{
    private readonly SortedDictionary<string, RunningProcess> _running = [];
    private readonly Lock _turn = new();

    public void Set(string name, RunningProcess process) => Change(() => _running[name] = process);

    public void Remove(string name) => Change(() => _running.Remove(name));

    /// <summary>
    /// Processes of an AppHost that was killed: they were sent a signal when it died, so wait for them, and end those
    /// that take too long. Without this their ports and data files would still be in use.
    /// </summary>
    public async Task EndLeftovers(Output output, TimeProvider time, CancellationToken stop)
    {
        var left = RunFolder
            .Read<SortedDictionary<string, RunningProcess>>(folder.ProcessesFile)
            .Where(p => p.Key != "apphost" && IsAlive(p.Value))
            .ToList();
        if (left.Count > 0)
        {
            output.State($"waiting for {string.Join(", ", left.Select(p => p.Key))} of an AppHost that was killed");
        }
        long begin = time.GetTimestamp();
        while (left.Exists(p => IsAlive(p.Value)) && time.GetElapsedTime(begin) < TimeSpan.FromSeconds(20))
        {
            if (time.GetElapsedTime(begin) > TimeSpan.FromSeconds(15))
            {
                left.FindAll(p => IsAlive(p.Value)).ForEach(p => _ = Child.Kill(-p.Value.Pid, (int)Signal.Kill));
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, stop);
        }
        Set("apphost", new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", new Dictionary<string, int>()));
    }

    /// <summary>Null when there is no such process.</summary>
    public static string? StartOf(int pid)
    {
        try
        {
            // pid (name) state ...: the name may hold anything, so count from its closing bracket.
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsAlive(RunningProcess process) => StartOf(process.Pid) == process.Started;

    private void Change(Action change)
    {
        lock (_turn)
        {
            change();
            RunFolder.Write(folder.ProcessesFile, _running);
        }
    }
}
