using Microsoft.Extensions.Options;
using Platform.ServiceDefaults;

namespace Platform.Generator;

/// <summary>
/// Requests in flight, over all commands. Interactive requests that wait go before those of jobs, which keep their share.
/// </summary>
internal sealed class RequestLimit(IOptions<GeneratorOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Turns _turns = new(options.Value.InteractiveShare);
    private readonly LinkedList<TaskCompletionSource> _interactive = [];
    private readonly LinkedList<TaskCompletionSource> _bulk = [];
    private int _free = options.Value.MaxConcurrency;

    public async Task<T> Run<T>(Func<Task<T>> request, bool interactive, CancellationToken cancellationToken)
    {
        await Enter(interactive ? _interactive : _bulk, cancellationToken);
        try
        {
            return await request();
        }
        finally
        {
            Leave();
        }
    }

    private async Task Enter(LinkedList<TaskCompletionSource> queue, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }

            queue.AddLast(turn);
        }

        try
        {
            await turn.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            bool waits;
            lock (_lock)
            {
                waits = queue.Remove(turn);
            }

            if (!waits)
            {
                // It had its turn at the same moment.
                Leave();
            }

            throw;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            var queue = _turns.IsBulk(Waiting(_interactive), Waiting(_bulk)) ? _bulk : _interactive;
            if (queue.First is not { } first)
            {
                _free++;
                return;
            }

            queue.RemoveFirst();
            first.Value.SetResult();
        }
    }

    private static long? Waiting(LinkedList<TaskCompletionSource> queue) => queue.Count == 0 ? null : 1;
}
