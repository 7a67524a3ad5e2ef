using Platform.Contracts;

namespace Platform.Workbench.Playground;

/// <summary>A request that the playground has sent, and what has come in so far.</summary>
/// <param name="id">Its id.</param>
/// <param name="owner">The account that asked.</param>
/// <param name="request">What is asked.</param>
/// <param name="stopping">Ends it with the service.</param>
public sealed class PlaygroundRun(Guid id, string owner, PlaygroundRequest request, CancellationToken stopping)
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly SortedDictionary<int, GatewayCandidate> _candidates = [];
    private GatewayProgress? _progress;
    private GatewayTrace? _trace;
    private string? _error;
    private bool _ended;

    public Guid Id => id;

    public string Owner => owner;

    public PlaygroundRequest Request => request;

    /// <summary>Ends the request; the gateway tells the generators to stop.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Sends the request and collects what comes in.</summary>
    internal async Task Run(GatewayClient gateway)
    {
        string? error = null;
        try
        {
            await foreach (var item in gateway.Ask(request, _stop.Token))
            {
                Take(item);
            }
        }
        catch (OperationCanceledException)
        {
            error = "Stopped.";
        }
        catch (PlaygroundException e)
        {
            error = e.Message;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Text.Json.JsonException)
        {
            error = $"The gateway does not answer: {e.Message}";
        }

        lock (_lock)
        {
            (_error, _ended) = (error, true);
        }
    }

    /// <summary>The state now.</summary>
    public PlaygroundView View()
    {
        lock (_lock)
        {
            return new(
                request,
                _trace?.Candidates ?? [.. _candidates.Values],
                _progress?.Wanted ?? 0,
                _progress?.Scored ?? 0,
                _trace,
                _error,
                _ended
            );
        }
    }

    private void Take(object item)
    {
        lock (_lock)
        {
            if (item is GatewayTrace trace)
            {
                _trace = trace;
                return;
            }

            _progress = (GatewayProgress)item;
            if (_progress.Stage == "searched")
            {
                // A round of a search replaces its beams.
                _candidates.Clear();
            }

            foreach (var candidate in _progress.Candidates)
            {
                _candidates[candidate.Index] = candidate;
            }
        }
    }
}

/// <summary>What a page shows of a request.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Candidates">The candidates so far.</param>
/// <param name="Wanted">How many are wanted; 0 before the first progress.</param>
/// <param name="Scored">How many are scored.</param>
/// <param name="Trace">How the answer was chosen; null before.</param>
/// <param name="Error">Why there is no answer; null if there is one, or none yet.</param>
/// <param name="Ended">Whether nothing more comes in.</param>
public sealed record PlaygroundView(
    PlaygroundRequest Request,
    IReadOnlyList<GatewayCandidate> Candidates,
    int Wanted,
    int Scored,
    GatewayTrace? Trace,
    string? Error,
    bool Ended
);
