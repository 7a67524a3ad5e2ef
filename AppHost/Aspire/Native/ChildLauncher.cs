using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Aspire.Hosting.Native;

/// <summary>
/// Starts children from one thread that lives as long as the AppHost: the death signal of a child comes when the thread
/// that started it ends, and threads of the pool end whenever they like.
/// </summary>
internal sealed class ChildLauncher : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public ChildLauncher()
    {
        _thread = new Thread(() =>
        {
            foreach (var start in _work.GetConsumingEnumerable())
            {
                start();
            }
        })
        {
            IsBackground = true,
            Name = "child launcher",
        };
        _thread.Start();
    }

    public Task<Child> Start(Command command, Action<string> line)
    {
        var started = new TaskCompletionSource<Child>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(new Child(Process.Start(command.ToStartInfo())!, line));
            }
            catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
            {
                started.SetException(
                    new DistributedApplicationException(
                        $"{command.File} cannot be started: {e.Message}. ./platform setup"
                    )
                );
            }
        });
        return started.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }
}
