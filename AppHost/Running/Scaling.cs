namespace Platform.AppHost.Running;

/// <summary>Starts and stops replicas while everything runs, by Aspire's own resource commands.</summary>
internal sealed class Scaling(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    Access access,
    Output output
) : IDisposable
{
    /// <summary>
    /// A replica finishes its work in progress; a chunk of a large model on a slow processor takes minutes.
    /// </summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly HttpClient _http = new() { Timeout = DrainLimit };

    /// <summary>Replicas that run now.</summary>
    public int Running(string service) => Of(service).Count(IsRunning);

    /// <summary>Returns when exactly as many replicas as wanted are healthy.</summary>
    /// <exception cref="DistributedApplicationException">
    /// No such service, no such number, or a replica did not start.
    /// </exception>
    public async Task Scale(string service, int replicas, CancellationToken cancellationToken)
    {
        var all = Of(service);
        if (all.Count == 0)
        {
            var known = model.Resources.SelectMany(r => r.Annotations.OfType<ReplicaOf>()).Select(r => r.Service);
            throw new DistributedApplicationException(
                $"'{service}' has no replicas. A service that has: {string.Join(", ", known.Distinct())}."
            );
        }
        if (replicas < 0 || replicas > all.Count)
        {
            throw new DistributedApplicationException($"{service} scales from 0 to {all.Count}, not to {replicas}.");
        }
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await Task.WhenAll(all.Take(replicas).Where(r => !IsRunning(r)).Select(r => Start(r, cancellationToken)));
            await Task.WhenAll(all.Skip(replicas).Where(IsRunning).Select(r => Drain(r, cancellationToken)));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Lets a replica finish its work in progress, then stops it. What it has not started goes back to the queue.
    /// </summary>
    public async Task Drain(IResource replica, CancellationToken cancellationToken)
    {
        output.State($"draining {replica.Name}");
        string address = replica
            .Annotations.OfType<EndpointAnnotation>()
            .Single(e => e.Name == "http")
            .AllocatedEndpoint!.UriString;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/drain");
            request.Headers.Authorization = access.Header;
            using var answer = await _http.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                output.State(
                    $"{replica.Name} was not drained ({(int)answer.StatusCode}); its work is done again elsewhere"
                );
            }
        }
        catch (HttpRequestException e)
        {
            // It has crashed or does not answer: its deliveries return to the queue when it is stopped.
            output.State($"{replica.Name} was not drained ({e.Message}); its work is done again elsewhere");
        }
        await Run(replica, KnownResourceCommands.StopCommand, cancellationToken);
        await notifications.WaitForResourceAsync(replica.Name, KnownResourceStates.TerminalStates, cancellationToken);
        await Hide(replica, true);
    }

    public void Dispose()
    {
        _turn.Dispose();
        _http.Dispose();
    }

    private List<IResource> Of(string service) =>
        [
            .. model
                .Resources.Where(r => r.Annotations.OfType<ReplicaOf>().Any(a => a.Service == service))
                .OrderBy(r => r.Annotations.OfType<ReplicaOf>().Single().Number),
        ];

    private bool IsRunning(IResource replica) =>
        notifications.TryGetCurrentState(replica.Name, out var state)
        && (
            state.Snapshot.State?.Text == KnownResourceStates.Running
            || state.Snapshot.State?.Text == KnownResourceStates.Starting
        );

    private async Task Start(IResource replica, CancellationToken cancellationToken)
    {
        await Hide(replica, false);
        await Run(replica, KnownResourceCommands.StartCommand, cancellationToken);
        await notifications.WaitForResourceHealthyAsync(
            replica.Name,
            WaitBehavior.WaitOnResourceUnavailable,
            cancellationToken
        );
    }

    private Task Hide(IResource replica, bool hidden) =>
        notifications.PublishUpdateAsync(replica, s => s with { IsHidden = hidden });

    private async Task Run(IResource replica, string command, CancellationToken cancellationToken)
    {
        var result = await commands.ExecuteCommandAsync(replica, command, cancellationToken);
        if (!result.Success)
        {
            throw new DistributedApplicationException($"{replica.Name} cannot be {command}ed: {result.Message}");
        }
    }
}

/// <summary>Marks a resource as one of several that do the same work.</summary>
/// <param name="Service">Name of the service, for example <c>scorer</c>.</param>
/// <param name="Number">1 for the first.</param>
internal sealed record ReplicaOf(string Service, int Number) : IResourceAnnotation;
